import type { FieldError, RerankError } from "../../contract/errors.ts";
import { type SettingName, mapSettings } from "../../contract/settings.ts";

const names: Record<string, string> = {
  query: "The query",
  documents: "The documents",
  ...mapSettings<Record<SettingName, string>>(({ label }) => label),
  model: "The model",
  base_url: "Base URL",
  path: "Path",
  api_key: "API key",
};

const shown = 3;

/** An error in the page's own words: fields by their labels, documents by their numbers (from 1). */
export function describeError({ errors, message }: RerankError): string {
  if (errors.length === 0) return message;
  // A server's error says that it comes from the server.
  const [answered] = /^The server answered \d+/.exec(message) ?? [];
  const who = answered === undefined ? "" : `${answered}: `;
  const sentences = errors
    .slice(0, shown)
    .map((error) =>
      error.field === "documents" && error.type === "value_error.empty"
        ? "Add a document first."
        : `${errorSubject(error)} ${error.message.replace(/\.$/, "")}.`,
    );
  const more = errors.length - shown;
  return `${who}${sentences.join(" ")}${more > 0 ? ` And ${more} more.` : ""}`;
}

/** Messages about images are clauses with their own subject, so a colon comes before them. */
function errorSubject({ field }: FieldError): string {
  const [owner = "", image] = field.split(/(?=\.image$)/);
  const [, index] = /^documents\[(\d+)\]/.exec(owner) ?? [];
  const name = index === undefined ? (names[owner] ?? owner) : `Document ${Number(index) + 1}`;
  return image === undefined ? name : `${name}:`;
}
