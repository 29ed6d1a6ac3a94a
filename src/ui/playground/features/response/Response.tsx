import { usePlayground } from "../../stores/store-context.ts";
import { responseText } from "../../text/response.ts";
import { AnsweredResponse } from "./AnsweredResponse.tsx";
import { ResponsePanel } from "./ResponsePanel.tsx";

export function Response() {
  const response = usePlayground((state) => state.answer?.response);
  if (!response) return <ResponsePanel note={<p className="px-4 py-3 text-muted">{responseText.none}</p>} />;
  return <AnsweredResponse response={response} />;
}
