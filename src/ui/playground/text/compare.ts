/** Sentences and labels of the comparison. They are loaded with it; what the page needs before is in candidates.ts. */
import { plural } from "../../text/format.ts";
import type { Verdict } from "../features/compare/verdict.ts";

/** The server. */
export const remoteText = {
  provider: "Provider",
  baseUrl: "Base URL",
  path: "Path",
  model: "Remote model",
  anyModel: "the server’s default",
  /** A predicate: the field's name comes before it. */
  unknownModel: "was not found by the server",
  exposed:
    "Plain http to another machine: anyone on the way can read the query, the documents and the key. Use https, or a server on this machine.",
  documentation: (provider: string) => `Documentation of ${provider}`,
  /** Before and after the address. */
  sent: {
    before: (documents: number, characters: number) =>
      `When you press Rerank, the query and ${plural(documents, "document")} (${plural(characters, "character")}) are sent to`,
    after: (withKey: boolean) =>
      `${withKey ? ", with your key" : ""}. Nothing else is sent, and nothing while you type. “Ask” sends the last request again.`,
  },
  key: {
    label: "API key",
    none: "none",
    show: "Show key",
    clear: "Clear key",
    hint: "Kept in memory only, for this address, until you leave the page.",
    /** @param message a predicate */
    error: (message: string) => `API key ${message}.`,
    unauthorized: "The server rejected this key.",
    forbidden: "The server accepts this key, but not for this request.",
  },
} as const;

/** Recorded answers. */
export const recordingText = {
  open: "Open recorded answers",
  file: "File of recorded answers",
  none: "None yet. Open a file, or ask a server first.",
  count: (count: number) => `${plural(count, "recorded answer")}. Nothing is sent.`,
  tooLarge: (limit: number) =>
    `The file has more than ${limit / 1e6} MB. Open one with fewer recorded answers.`,
  request: "Recorded request",
  noneSelected: "none selected",
  opened: "Opened a recorded request.",
  save: "Save recorded answers",
  saveHint: (count: number) =>
    `${plural(count, "server answer")} of this visit, with query, documents and host`,
  forget: "Forget recorded answers",
} as const;

/** What a candidate is doing, and how its run ended. */
export const candidateStateText = {
  waiting: "waiting for its turn",
  cancel: "Cancel",
  cancelCandidate: (name: string) => `Cancel ${name}`,
  ask: (name: string) => `Ask ${name}`,
  askToo: (name: string) => `Ask ${name} too`,
  askAgain: (name: string) => `Ask ${name} again`,
  lastAnswerBelow: "The last good answer is below.",
  cancelled: "cancelled",
  notAsked: "not asked yet",
  stale: { input: "Out of date: earlier input", settings: "Out of date: earlier settings" },
  /** @param reason a sentence */
  retry: (reason: string, attempt: number, wait: string) => `${reason} Attempt ${attempt} in ${wait}.`,
  retryIn: (wait: string) => `You can ask again in ${wait}.`,
  retryNow: "You can ask again now.",
} as const;

/** Notes about the last answer of a server. */
export const noteText = {
  sameMachine: "The server runs on this machine. If both models ran at once, both took longer.",
  unsupported: (server: string, fields: readonly string[]) =>
    `Not sent, because ${server} does not support ${fields.length === 1 ? "it" : "them"}: ${fields.join(", ")}.`,
  otherDialect: (dialect: string) => `The server uses the API of ${dialect}.`,
  retried: (times: number) =>
    times === 1
      ? "Retried once; the time shown includes the wait."
      : `Retried ${times} times; the time shown includes the waits.`,
  /** @param date `2030-01-31` */
  recorded: (date: string, dialect: string) => `Recorded on ${date} (${dialect}); nothing was sent.`,
} as const;

/** What two orders agree on, and where they differ most. */
export const verdictText = {
  label: "Agreement",
  sentence: (name: string, { k, shared, sameFirst, sameOrder }: Omit<Verdict, "differences">) => {
    if (k === 0) return `${name}: neither returned a document.`;
    const first = k === 1 ? "first document" : `first ${k} documents`;
    if (sameOrder)
      return k === 1 ? `${name}: the same first document.` : `${name}: the same ${first}, in the same order.`;
    if (shared === k)
      return `${name}: the same ${first}, in another order${sameFirst ? " after the first" : ""}.`;
    return `${name}: ${shared} of the ${first} in common, ${sameFirst ? "the same one first" : "another one first"}.`;
  },
  differences: (name: string) => `Largest differences to ${name}`,
  move: (local: number | undefined, other: number | undefined) => `${rank(local)} here, ${rank(other)} there`,
} as const;

function rank(place: number | undefined): string {
  return place === undefined ? "not returned" : `${place}`;
}

/** The rankings side by side. */
export const columnText = {
  heading: "Comparison",
  export: "Export comparison",
  /** Around the word Rerank. */
  empty: {
    before: "Press",
    rerank: "Rerank",
    after: ". Each candidate answers on its own, and the rankings appear here.",
  },
  label: "Orders side by side",
  results: (name: string) => `${name} results`,
  notReturned: (name: string) => `${name}, not returned`,
  noAnswer: "no answer yet",
  score: (kind: string) => `Score: ${kind}`,
  emptyDocument: "empty document",
  truncated: (shown: number) => `Only the best ${shown} of each are shown. The export has all of them.`,
  closeText: "Close the text",
  /** A row for screen readers. @param row.from the document's rank in the page's own answer */
  row: (row: {
    rank: number;
    document: number;
    score: string;
    returned: boolean;
    from: number | undefined;
    text: string;
  }) => {
    const { rank, document, score, returned, from, text } = row;
    const moved = from === undefined ? "" : `, here ${from === rank ? "too" : `at ${from}`}`;
    return `Rank ${rank}: document ${document}, score ${score}${returned ? "" : ", not returned"}${moved}. ${text}`;
  },
} as const;

/** The comparison over all examples. */
export const exampleSetText = {
  start: "Compare over all examples",
  stop: "Stop the examples",
  progress: (done: number, total: number) => `${done} of ${plural(total, "example")}`,
  stopped: "stopped",
  runs: (count: number) => `Runs all ${count} examples.`,
  sends: (count: number, host: string) => `Sends the texts of all ${count} examples to ${host}.`,
  export: "Export examples",
  label: "Examples compared",
  caption: "Agreement with the local order over all examples",
  example: "Example",
} as const;
