import { Suspense } from "react";
import { lazyPart } from "../../parts/lazy-part.tsx";
import { usePlayground } from "../../stores/store-context.ts";
import { responseText } from "../../text/response.ts";
import { ResponsePanel } from "./ResponsePanel.tsx";

const AnsweredResponse = lazyPart(() => import("./AnsweredResponse.tsx"));

export function Response() {
  const response = usePlayground((state) => state.answer?.response);
  const none = <ResponsePanel note={<p className="px-4 py-3 text-muted">{responseText.none}</p>} />;
  if (!response) return none;
  return (
    <Suspense fallback={none}>
      <AnsweredResponse response={response} />
    </Suspense>
  );
}
