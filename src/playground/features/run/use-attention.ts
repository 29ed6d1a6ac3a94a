import { useEffect } from "react";
import { usePlaygroundStore } from "../../stores/store-context.ts";

/**
 * Brings what a run did to where the person looks: a wrong field is focused; where the answer stands below the
 * editor (a narrow page), a run scrolls to it.
 */
export function useAttention(): void {
  const store = usePlaygroundStore();
  useEffect(
    () =>
      store.subscribe(({ run }, { run: before }) => {
        if (run.status === before.status) return;
        if (run.status === "failed" && run.error.errors.length > 0) {
          // Once the fields know that they are wrong.
          requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
        }
        const answer = document.getElementById("answer");
        const below = answer !== null && answer.getBoundingClientRect().top > innerHeight / 2;
        if (run.status === "running" && below) answer.scrollIntoView({ block: "start" });
      }),
    [store],
  );
}
