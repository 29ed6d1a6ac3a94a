/** Characters of text that are remembered before the memory starts anew. */
const maxCharacters = 32_000_000;

/**
 * Which worker has kept which document's embedding, by the key that the worker keeps it under. A hint: a worker
 * that has forgotten a document reads it again.
 */
export class Residence {
  readonly #slots = new Map<string, number>();
  #characters = 0;

  slotOf(key: string): number | undefined {
    return this.#slots.get(key);
  }

  settle(key: string, slot: number): void {
    if (!this.#slots.has(key)) this.#characters += key.length;
    if (this.#characters > maxCharacters) {
      this.#slots.clear();
      this.#characters = key.length;
    }
    this.#slots.set(key, slot);
  }

  /** The worker of this slot is gone, and what it kept. */
  forget(slot: number): void {
    for (const [key, home] of this.#slots) {
      if (home !== slot) continue;
      this.#slots.delete(key);
      this.#characters -= key.length;
    }
  }
}
