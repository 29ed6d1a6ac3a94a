import { type RefObject, useLayoutEffect, useRef } from "react";

const glideMs = 180;

/**
 * Animates rows to their new places: each child with `data-key` starts where it was at the last render. Does nothing
 * if the user prefers reduced motion.
 */
export function useGlide(list: RefObject<HTMLElement | null>): void {
  const places = useRef(new Map<string, number>());
  useLayoutEffect(() => {
    const before = places.current;
    const now = new Map<string, number>();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const row of list.current?.querySelectorAll<HTMLElement>("[data-key]") ?? []) {
      const key = row.dataset["key"] ?? "";
      const place = row.offsetTop;
      now.set(key, place);
      const from = before.get(key);
      if (still || from === undefined || from === place) continue;
      row.animate([{ transform: `translateY(${from - place}px)` }, { transform: "none" }], {
        duration: glideMs,
        easing: "ease-out",
      });
    }
    places.current = now;
  });
}
