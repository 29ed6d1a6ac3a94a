import { Suspense } from "react";
import { lazyPart } from "../../parts/lazy-part.tsx";
import type { Answer } from "../../stores/run.ts";

const DeviceSpeeds = lazyPart(() => import("./DeviceSpeeds.tsx"));

/** Where there is a GPU, "auto" chooses between two devices. */
export function LazyDeviceSpeeds({ answer }: { answer: Answer }) {
  const isAuto = answer.draft.settings.device === "auto";
  if (!isAuto || (answer.engine.device === "wasm" && !answer.choice)) return undefined;
  return (
    <Suspense>
      <DeviceSpeeds answer={answer} />
    </Suspense>
  );
}
