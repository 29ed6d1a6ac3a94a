import { useEffect } from "react";
import { usePlaygroundStore } from "../../stores/store-context.ts";

/**
 * Draws attention to what a run did: focuses an invalid field, scrolls to any other error, and scrolls to the results
 * where they are below the editor (on a narrow page).
 */
export function useAttention(): void {
  const store = usePlaygroundStore();
  useEffect(
    () =>
      store.subscribe(({ run }, { run: before }) => {
        if (run === before) return;
        // After the failure has rendered.
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
  // Fields of the comparison do not count. An invalid image is not a form field; it carries `data-invalid`.
  const field = document.querySelector<HTMLElement>(
    '[aria-invalid="true"]:not([data-compare] *), [data-invalid]',
  );
  const alert = document.querySelector('[role="alert"]');
  if (field) {
    // It may be folded.
    field.closest("details")?.setAttribute("open", "");
    field.focus();
    // Includes the message below the field.
    (field.parentElement ?? field).scrollIntoView({ block: "nearest" });
  } else {
    alert?.scrollIntoView({ block: "nearest" });
  }
}
