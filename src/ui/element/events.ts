/** What the element tells the page. All of them bubble, and leave shadow trees. */
import type { WireError } from "../../contract/errors.ts";
import type { RerankRequest, RerankResponse } from "../../contract/rerank.ts";
import type { RerankProgress } from "../../contract/reranker.ts";
import type { RunEvent } from "./runner.ts";

export interface TabRankEventDetails {
  /** The request, once it is valid. A second one without an end between: a newer run took the older one's place. */
  "rerank-start": RerankRequest;
  "rerank-progress": RerankProgress;
  "rerank-complete": RerankResponse;
  /** Code `aborted`: it was cancelled. */
  "rerank-error": WireError;
}

type TabRankEventMap = {
  [Type in keyof TabRankEventDetails]: CustomEvent<TabRankEventDetails[Type]>;
};

export function toCustomEvent(event: RunEvent): CustomEvent {
  return new CustomEvent(event.type, { detail: eventDetail(event), bubbles: true, composed: true });
}

function eventDetail(event: RunEvent): TabRankEventDetails[keyof TabRankEventDetails] {
  switch (event.type) {
    case "rerank-start":
      return event.request;
    case "rerank-progress":
      return event.progress;
    case "rerank-complete":
      return event.response;
    case "rerank-error": {
      if (!event.error) return { code: "aborted", message: "The run was cancelled." };
      const { code, message, errors } = event.error;
      return { code, message, errors: [...errors] };
    }
  }
}

declare global {
  // They bubble: any element and the document may listen for them.
  interface HTMLElementEventMap extends TabRankEventMap {}
  interface DocumentEventMap extends TabRankEventMap {}
}
