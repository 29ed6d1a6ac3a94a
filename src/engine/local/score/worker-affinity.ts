/** Total length of the keys that are remembered; when it is exceeded, all are forgotten. */
const maxCharacters = 32_000_000;

/**
 * Remembers which worker has cached which document's embedding, so that the document goes to that worker again. This is
 * only a hint: a worker that has evicted the embedding reads the document again. Keys are those of `embeddingKey`.
 */
export class WorkerAffinity {
  readonly #slots = new Map<string, number>();
  #characters = 0;

  slotFor(key: string): number | undefined {
    return this.#slots.get(key);
  }

  record(key: string, slot: number): void {
    if (!this.#slots.has(key)) this.#characters += key.length;
    if (this.#characters > maxCharacters) {
      this.#slots.clear();
      this.#characters = key.length;
    }
    this.#slots.set(key, slot);
  }

  /** To be called when the worker in this slot was replaced: its cache is gone. */
  forget(slot: number): void {
    for (const [key, keySlot] of this.#slots) {
      if (keySlot !== slot) continue;
      this.#slots.delete(key);
      this.#characters -= key.length;
    }
  }
}
