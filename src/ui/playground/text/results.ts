/** Sentences and labels of the results. */
import type { Run } from "../stores/run.ts";
import { plural } from "../../text/format.ts";

export const resultsText = {
  cut: (shown: number, whole: number) =>
    `The first ${shown.toLocaleString("en")} of ${whole.toLocaleString("en")} characters. Copy takes all.`,
  section: "Answer",
  views: "View",
  results: "Results",
  movement: "Movement",
  scores: "Scores",
  code: "Code",
  outOfDate: "Out of date",
  scoreKind: (kind: string) => `Score: ${kind}`,
  /** Before, on and after the name of the button. */
  hint: ["Press ", "Rerank", " to sort the documents by relevance."],
  staysHere: " They stay in this tab.",
  /** In place of a score. */
  noScore: { before: "–", awaited: "…" },
  more: (count: number) => `${plural(count, "more result")} in the response and the export.`,
  moreBelow: (count: number) => `${plural(count, "more document")} in the export.`,
  belowTop: (count: number, top: number) => `${count.toLocaleString("en")} below the top ${top}`,
  cutLine: "Line below the returned documents",
  cutLineHint: "Drag to return more or fewer documents",
  cutAt: (returned: number, of: number) => `${returned.toLocaleString("en")} of ${plural(of, "document")}`,
  notReturned: "Not returned",
  notRead: (count: number) => `${count.toLocaleString("en")} not read in time`,
  notReadList: "Not read",
  /** Documents that are not listed. */
  moreNotRead: (count: number) => `${plural(count, "more document")} not read.`,
  scoresSoFar: "Scores so far",
  cancelled: "Cancelled.",
  earlierResults: "The results below are from an earlier run.",
  original: (number: number) => `Original document ${number}`,
  sentenceScores: (number: number) => `Sentence scores of document ${number}`,
  copyDocument: (number: number) => `Copy document ${number}`,
  emptyDocument: "empty document",
  /** A long one, which scrolls. */
  text: (number: number) => `Text of document ${number}`,
  documents: "Documents of the answer",
  tokens: (count: number) => plural(count, "token"),
  tokensUsed: (used: number, all: number) => `${used} of ${all} tokens used`,
  cutOff: "The model did not read all of this document",
  passage: (position: number, read: number) => `Best passage: ${position} of ${read}`,
  unreadPassages: (count: number) => `${plural(count, "more passage")} not read`,
  passageScores: (scores: readonly string[]) =>
    `Scores of the passages, in their order: ${scores.join(", ")}`,
  wholeDocument: "Whole document",
  originalOrder: "Original order",
  newOrder: "New order",
  stays: (place: number) => `stays at ${place}`,
  moves: (from: number, to: number) =>
    `from ${from} to ${to}, ${from > to ? "up" : "down"} ${Math.abs(from - to)}`,
  documentMove: (number: number, move: string) => `Document ${number}: ${move}`,
  /** @param drawn of all documents */
  overview: (drawn: number, all: number) =>
    `${drawn === all ? "All" : `${drawn.toLocaleString("en")} of`} ${plural(all, "document")}: above, the places in the original order from first to last; below, the new ones.`,
  /** @param dropped number of documents that were in the top before */
  mainMoves: (top: number, dropped: number) =>
    `The new top ${top}${dropped > 0 ? `, and ${plural(dropped, "document")} that stood there before` : ""}.`,
  comparison: {
    idle: "Comparison: the server has not been asked yet",
    answered: "Comparison: the server answered",
    waiting: "Comparison: waiting to ask the server",
    running: "Comparison: waiting for the server",
    failed: "Comparison: the request to the server failed",
    cancelled: "Comparison: the request to the server was cancelled",
  } satisfies Record<Run["status"] | "waiting" | "answered", string>,
} as const;
