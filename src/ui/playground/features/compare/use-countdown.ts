import { useEffect, useState } from "react";

const tickMs = 250;

/**
 * The time left until a moment, counted down.
 * @param until milliseconds on the clock of `performance.now`
 * @returns milliseconds, 0 or more
 */
export function useCountdown(until: number | undefined): number {
  const [left, setLeft] = useState<{ until: number; ms: number }>();
  useEffect(() => {
    if (until === undefined) return undefined;
    const update = (): void => setLeft({ until, ms: Math.max(0, until - performance.now()) });
    const timer = setInterval(() => {
      update();
      if (performance.now() >= until) clearInterval(timer);
    }, tickMs);
    // The first update comes with the next frame, outside of this effect.
    const first = requestAnimationFrame(update);
    return () => {
      clearInterval(timer);
      cancelAnimationFrame(first);
    };
  }, [until]);
  return left?.until === until ? (left?.ms ?? 0) : 0;
}
