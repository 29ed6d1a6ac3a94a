/** Scores of the original implementations: a device is tested with them before it is trusted. */
import type { Golden } from "./manifest.ts";

const files = import.meta.glob<Golden>("./catalogue/*.json", {
  query: "?golden",
  import: "default",
  eager: true,
});

/** The golden scores of a model in the catalogue. */
export function goldenScores(id: string): Golden | undefined {
  return files[`./catalogue/${id.replace("/", "--")}.json`];
}
