/** Between the page around the iframe and the element in it. Those who are not on the list get no sign of life. */
import { RerankError, type WireError, isAbort } from "../../contract/errors.ts";
import type { RerankDocument, RerankResponse } from "../../contract/rerank.ts";
import { settingToText } from "../../contract/settings.ts";
import type { EngineStatus } from "../../engine/local/engine-status.ts";
import { attributeNames } from "./attribute-names.ts";
import {
  type Configuration,
  type EmbedAnswer,
  type EmbedEvent,
  type EmbedRequest,
  type EmbedStatus,
  protocolVersion,
  readMessage,
} from "./protocol.ts";

/** What is asked of the element. */
export interface Embedded {
  readonly running: boolean;
  readonly status: EngineStatus | undefined;
  readonly query: string;
  readonly mode: string;
  readonly theme: string;
  get documents(): readonly RerankDocument[];
  set documents(documents: readonly RerankDocument[]);
  getAttribute: (name: string) => string | null;
  setAttribute: (name: string, value: string) => void;
  removeAttribute: (name: string) => void;
  rerank: () => Promise<RerankResponse>;
  cancel: () => void;
}

export interface BridgeOptions {
  element: Embedded;
  /** The window around; a message from another one is none. */
  parent: Pick<Window, "postMessage">;
  /** Who may talk to the iframe. */
  origins: readonly string[];
  /** Who it is, where the browser tells; otherwise it drops what is addressed to somebody else. */
  parentOrigin: string | undefined;
}

export interface Bridge {
  onMessage: (event: Pick<MessageEvent, "data" | "origin" | "source">) => void;
  send: (event: EmbedEvent) => void;
}

export function createBridge({ element, parent, origins, parentOrigin }: BridgeOptions): Bridge {
  const targets = parentOrigin === undefined ? origins : origins.filter((origin) => origin === parentOrigin);

  async function answerTo(request: EmbedRequest): Promise<RerankResponse | EmbedStatus> {
    if (request.type === "cancel") element.cancel();
    if (request.type === "configure" || request.type === "rerank") configure(element, request);
    return request.type === "rerank" ? element.rerank() : embedStatus(element);
  }

  return {
    onMessage: ({ data, origin, source }) => {
      // Before anything of the message is read.
      if (source !== parent || !origins.includes(origin)) return;
      const reading = readMessage(data);
      if (reading.kind === "foreign") return;
      const { id } = reading.kind === "refused" ? reading : reading.request;
      const post = (
        outcome: { ok: true; value: RerankResponse | EmbedStatus } | { ok: false; error: WireError },
      ): void => {
        const answer: EmbedAnswer = { tabrank: protocolVersion, id, type: "answer", ...outcome };
        parent.postMessage(answer, origin);
      };
      if (reading.kind === "refused") return post({ ok: false, error: toWire(reading.error) });
      answerTo(reading.request).then(
        (value) => post({ ok: true, value }),
        (cause: unknown) => post({ ok: false, error: toWire(cause) }),
      );
    },
    send: (event) => {
      for (const origin of targets) parent.postMessage(event, origin);
    },
  };
}

function configure(element: Embedded, configuration: Configuration): void {
  if (configuration.documents) element.documents = configuration.documents;
  for (const [key, attribute] of attributeNames) {
    const value = configuration[key];
    if (value === null) element.removeAttribute(attribute);
    else if (value !== undefined) element.setAttribute(attribute, settingToText(value));
  }
}

function embedStatus(element: Embedded): EmbedStatus {
  const { running, query, documents, mode, theme, status } = element;
  const model = element.getAttribute("model");
  return { running, model, query, documents: documents.length, mode, theme, engine: status ?? null };
}

function toWire(cause: unknown): WireError {
  if (isAbort(cause))
    return { code: "aborted", message: "The run was cancelled or replaced by a newer one." };
  const { code, message, errors } = RerankError.from(cause);
  return { code, message, errors: [...errors] };
}
