import { useEffect } from "react";
import { usePlaygroundStore } from "../../stores/store-context.ts";

/**
 * Brings what a run did to where the person looks: a wrong field is focused, another error is scrolled to; where the
 * answer stands below the editor (a narrow page), a run scrolls to it.
 */
export function useAttention(): void {
  const store = usePlaygroundStore();
  useEffect(
    () =>
      store.subscribe(({ run }, { run: before }) => {
        if (run === before) return;
        // Once the page shows it.
        if (run.status === "failed") requestAnimationFrame(showFailure);
        const answer = document.getElementById("answer");
        const below = answer !== null && answer.getBoundingClientRect().top > innerHeight / 2;
        if (run.status === "running" && before.status !== "running" && below) {
          answer.scrollIntoView({ block: "start" });
        }
      }),
    [store],
  );
}

function showFailure(): void {
  // Of this run, not of the server that it is compared with. What is no field, an image, is marked.
  const field = document.querySelector<HTMLElement>(
    '[aria-invalid="true"]:not([data-compare] *), [data-invalid]',
  );
  const alert = document.querySelector('[role="alert"]');
  if (field) {
    field.focus();
    // The message under the field, too.
    (field.parentElement ?? field).scrollIntoView({ block: "nearest" });
  } else {
    alert?.scrollIntoView({ block: "nearest" });
  }
}
