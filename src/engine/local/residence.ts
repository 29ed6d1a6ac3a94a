/** Characters of text that are remembered before the memory starts anew. */
const maxCharacters = 32_000_000;

/**
 * Which worker has kept which document's embedding. A hint: a worker that has forgotten a document reads it again.
 */
export class Residence {
  readonly #slots = new Map<string, number>();
  #characters = 0;

  slotOf(text: string): number | undefined {
    return this.#slots.get(text);
  }

  settle(text: string, slot: number): void {
    if (!this.#slots.has(text)) this.#characters += text.length;
    if (this.#characters > maxCharacters) {
      this.#slots.clear();
      this.#characters = text.length;
    }
    this.#slots.set(text, slot);
  }
}
