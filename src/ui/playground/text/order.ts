/** Sentences and labels of the other orders of a listwise answer. */
import { plural } from "../../text/format.ts";

export const orderText = {
  section: "Order of the documents",
  intro: "This model reads the documents together, so the order in which they are given matters.",
  blocks: (count: number) => `It read them in ${count} blocks.`,
  start: "How much does order matter?",
  cancel: "Cancel the other orders",
  again: "Try other orders",
  announceRunning: (orders: number) => `Reranking in ${plural(orders, "other order")}.`,
  announceDone: "The other orders are ranked.",
  announceCancelled: "Cancelled.",
  cancelled: "Cancelled. The answer is unchanged.",
  /** @param order from 1 */
  running: (order: number, total: number, progress: string) => `Order ${order} of ${total}: ${progress}`,
  progress: "Progress of the other orders",
  export: "Export the orders",
  caption: (orders: number) =>
    `Scores over ${orders} orders: the given one and ${plural(orders - 1, "shuffled one")}`,
  /** Before and after the value of τ. */
  agreement: {
    before: (orders: number) => `The ${orders} rankings agree with a mean Kendall τ of`,
    after: (sameFirst: number, orders: number) =>
      `(1 means identical). The answer’s best document is first in ${
        sameFirst === orders ? "all of them" : `${sameFirst} of ${orders}`
      }.`,
  },
  legend: "The bar spans the lowest to the highest score; the mark is the score in the given order.",
  document: "Document",
  columns: ["Given order", "Lowest", "Highest", "Mean", "Ranks"],
  emptyDocument: "empty document",
  truncated: (shown: number, documents: number) =>
    `The best ${shown} of ${plural(documents, "document")}. The export has all of them.`,
} as const;
