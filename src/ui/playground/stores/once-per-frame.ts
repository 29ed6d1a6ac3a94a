/** Calls back at the next frame. */
export type Schedule = (work: () => void) => void;

/** Coalesces calls: `work` runs once per frame, however often it is asked for. A thousand scores are not a thousand renders. */
export function oncePerFrame(schedule: Schedule, work: () => void): () => void {
  let scheduled = false;
  return () => {
    if (scheduled) return;
    scheduled = true;
    schedule(() => {
      scheduled = false;
      work();
    });
  };
}
