import type { FieldError, RerankError } from "../../contract/errors.ts";

const names: Record<string, string> = {
  query: "The query",
  documents: "The documents",
  top_n: "Number of returned documents",
  max_tokens_per_document: "Tokens per document",
  truncate: "Documents too long",
  instruction: "Instruction",
  model: "The model",
  base_url: "Base URL",
  path: "Path",
  api_key: "API key",
};

const shown = 3;

/** What is wrong, in the page's own words: its fields, and documents by the numbers that stand beside them. */
export function describeError({ errors, message }: RerankError): string {
  if (errors.length === 0) return message;
  // Of a server: that it was the server who said so.
  const [answered] = /^The server answered \d+/.exec(message) ?? [];
  const who = answered === undefined ? "" : `${answered}: `;
  const sentences = errors
    .slice(0, shown)
    .map((error) => `${subjectOf(error)} ${error.message.replace(/\.$/, "")}.`);
  const more = errors.length - shown;
  return `${who}${sentences.join(" ")}${more > 0 ? ` And ${more} more.` : ""}`;
}

/** What is said of an image has a subject of its own: the model, the site. */
function subjectOf({ field }: FieldError): string {
  const [owner = "", image] = field.split(/(?=\.image$)/);
  const [, index] = /^documents\[(\d+)\]/.exec(owner) ?? [];
  const name = index === undefined ? (names[owner] ?? owner) : `Document ${Number(index) + 1}`;
  return image === undefined ? name : `${name}:`;
}
