import { expect, test } from "vitest";
import { oncePerFrame } from "../../../../src/ui/playground/stores/once-per-frame.ts";

test("work runs once per frame, with what is true then", () => {
  const frames: (() => void)[] = [];
  let latest = 0;
  const shown: number[] = [];
  const refresh = oncePerFrame(
    (work) => frames.push(work),
    () => shown.push(latest),
  );
  for (latest of [1, 2, 3]) refresh();
  expect(shown).toEqual([]);
  expect(frames.length).toBe(1);
  frames.shift()?.();
  expect(shown).toEqual([3]);
  // The next frame shows the next change, and no frame is asked for without one.
  expect(frames).toEqual([]);
  latest = 4;
  refresh();
  frames.shift()?.();
  expect(shown).toEqual([3, 4]);
});
