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
export function describeServer(address: string, { models, apiKey, maxDocuments }: ServeOptions): string {
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

  ${lines.join(" \\\n    ")}
`;
}
