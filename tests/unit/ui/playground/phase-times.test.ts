import { expect, test } from "vitest";
import { PhaseTimes } from "../../../../src/ui/playground/stores/phase-times.ts";

test("every millisecond from the press to the answer belongs to a phase", () => {
  let now = 100;
  const times = new PhaseTimes(() => now);
  const enter = (phase: Parameters<PhaseTimes["enter"]>[0], at: number) => {
    now = at;
    times.enter(phase);
  };
  enter("download", 130);
  enter("download", 150);
  enter("retry", 180);
  enter("download", 200);
  enter("load", 300);
  enter("self-test", 900);
  enter("score", 1000);
  now = 1400;
  const phases = times.end();
  expect(phases).toEqual([
    { phase: "start", ms: 30 },
    { phase: "download", ms: 150 },
    { phase: "retry", ms: 20 },
    { phase: "load", ms: 600 },
    { phase: "self-test", ms: 100 },
    { phase: "score", ms: 400 },
  ]);
  expect(phases.reduce((sum, { ms }) => sum + ms, 0)).toBe(1300);
});
