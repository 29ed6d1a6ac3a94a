/** Characters of text to remember; beyond that the memory starts empty again. */
const maxCharacters = 32_000_000;

/**
 * Remembers which worker cached which document's embedding, by the worker's own cache key, so that the document goes
 * to that worker again. A hint only: a worker that has evicted the embedding reads the document again.
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

  /** The worker in this slot is gone, and its cache with it. */
  forget(slot: number): void {
    for (const [key, cachedIn] of this.#slots) {
      if (cachedIn !== slot) continue;
      this.#slots.delete(key);
      this.#characters -= key.length;
    }
  }
}
