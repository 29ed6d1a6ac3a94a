import type { RerankProgress } from "../../../contract/reranker.ts";

export type Phase = RerankProgress["phase"] | "start";

export interface PhaseTime {
  phase: Phase;
  ms: number;
}

/** How long each phase of a run takes. Together they are all of the time from the press to the answer. */
export class PhaseTimes {
  readonly #now: () => number;
  readonly #times = new Map<Phase, number>();
  #phase: Phase = "start";
  #since: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  enter(phase: Phase): void {
    const now = this.#now();
    this.#times.set(this.#phase, (this.#times.get(this.#phase) ?? 0) + now - this.#since);
    this.#phase = phase;
    this.#since = now;
  }

  /** In the order in which they began. */
  end(): PhaseTime[] {
    this.enter(this.#phase);
    return [...this.#times].map(([phase, ms]) => ({ phase, ms }));
  }
}
