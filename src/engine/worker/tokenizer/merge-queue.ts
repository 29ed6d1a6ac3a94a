/** A binary heap of merges: the lowest rank first, then the leftmost position. */
export class MergeQueue {
  readonly #ranks: number[] = [];
  readonly #positions: number[] = [];

  push(rank: number, at: number): void {
    let child = this.#ranks.length;
    this.#ranks.push(rank);
    this.#positions.push(at);
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#isBefore(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  pop(): { rank: number; at: number } | undefined {
    const [rank] = this.#ranks;
    const [at] = this.#positions;
    if (rank === undefined || at === undefined) return undefined;
    this.#swap(0, this.#ranks.length - 1);
    this.#ranks.pop();
    this.#positions.pop();
    let parent = 0;
    for (;;) {
      const left = 2 * parent + 1;
      if (left >= this.#ranks.length) break;
      const right = left + 1;
      const child = right < this.#ranks.length && this.#isBefore(right, left) ? right : left;
      if (!this.#isBefore(child, parent)) break;
      this.#swap(child, parent);
      parent = child;
    }
    return { rank, at };
  }

  #isBefore(one: number, other: number): boolean {
    const difference = (this.#ranks[one] ?? 0) - (this.#ranks[other] ?? 0);
    return (
      difference < 0 || (difference === 0 && (this.#positions[one] ?? 0) < (this.#positions[other] ?? 0))
    );
  }

  #swap(one: number, other: number): void {
    for (const list of [this.#ranks, this.#positions]) {
      const value = list[one] ?? 0;
      list[one] = list[other] ?? 0;
      list[other] = value;
    }
  }
}
