/** The texts that the server prints. Pure. */
import type { EngineStatus } from "../../engine/local/engine-status.ts";
import type { ServeOptions } from "./options.ts";

export function describeLoaded({ dtype, workers, loadMs, selfTest }: EngineStatus): string {
  const selfTestText = selfTest
    ? `, self-test passed (error ${selfTest.largestError.toPrecision(2)}, tolerance ${selfTest.tolerance})`
    : "";
  return `  ${dtype} weights on ${workers} ${workers === 1 ? "worker" : "workers"}, loaded in ${(loadMs / 1000).toFixed(1)} s${selfTestText}`;
}

/** Leaves out the API key, because terminals are shown and recorded. */
export function describeServer(
  address: string,
  { models, apiKey, maxDocuments, allowOrigins }: ServeOptions,
): string {
  const request = {
    query: "What bakes bread?",
    documents: ["The river carries sand.", "The oven bakes bread."],
  };
  const lines = [
    `curl ${address}/v1/rerank`,
    "-H 'Content-Type: application/json'",
    ...(apiKey === undefined ? [] : [`-H "Authorization: Bearer $TABRANK_API_KEY"`]),
    `-d '${JSON.stringify(request)}'`,
  ];
  const more = models.length > 1 ? ` (${models.length} models; the first is the default)` : "";
  return `
  tabrank is running at ${address}   (press Ctrl+C to stop)
  Models: ${models.map(({ id }) => id).join(", ")}${more}
  Up to ${maxDocuments} documents per request${apiKey === undefined ? "" : ". Requests need the API key (TABRANK_API_KEY below)"}
  ${describeOrigins(allowOrigins)}

  ${lines.join(" \\\n    ")}
`;
}

function describeOrigins(allowOrigins: readonly string[]): string {
  if (allowOrigins.includes("*")) return "Every web page may call it";
  const named = allowOrigins.map((origin) => (origin === "loopback" ? "this machine" : origin)).join(", ");
  return `Web pages that may call it: those of ${named} (--allow-origin)`;
}

/** Prints each line once, and ends after twenty: whoever asks chooses what stands in it. */
export function printOnce(print: (line: string) => void): (line: string) => void {
  const printed = new Set<string>();
  return (line) => {
    if (printed.has(line) || printed.size >= 20) return;
    printed.add(line);
    // No control characters: a terminal obeys them.
    print(line.replace(/[^\x20-\x7e]/g, "?"));
  };
}
