import { Suspense } from "react";
import { lazyPart } from "../../parts/lazy-part.tsx";
import { usePlayground } from "../../stores/store-context.ts";
import { responseText } from "../../text/response.ts";

const AnsweredResponse = lazyPart(() => import("./AnsweredResponse.tsx"));

export function Response() {
  const response = usePlayground((state) => state.answer?.response);
  if (!response) return <NoResponse />;
  return (
    <Suspense fallback={<NoResponse />}>
      <AnsweredResponse response={response} />
    </Suspense>
  );
}

function NoResponse() {
  return (
    <div className="panel print:hidden">
      <div className="flex min-h-12 items-center pr-2 pl-4">
        <h2 className="heading">{responseText.heading}</h2>
      </div>
      <section aria-label={responseText.heading} className="border-t border-line" />
      <p className="px-4 py-3 text-muted">{responseText.none}</p>
    </div>
  );
}
