/** What the person has put in, and the request that it makes. Pure. */
import { type ModelInputs, type RerankRequest, anyInput } from "../../../contract/rerank.ts";
import { requestSettings } from "../../draft/typed-settings.ts";
import { type Golden, type ModelEntry, modelInputs } from "../../../models/model.ts";
import { type Settings, defaultSettings } from "../../draft/shared-draft.ts";
import { type Example, openingExample } from "../../examples/examples.ts";
import { type Rows, newRow } from "./rows.ts";

export interface Draft {
  query: string;
  /** Asked instead of the text, which waits: an address or a data URL. */
  queryImage?: string | undefined;
  rows: Rows;
  settings: Settings;
}

export function exampleDraft(example: Example, settings: Settings = defaultSettings): Draft {
  return {
    query: example.query,
    queryImage: undefined,
    rows: example.documents.map(newRow),
    settings: { ...settings, topN: String(example.top_n) },
  };
}

/** The first query of golden pairs, with its documents. */
export function goldenDraft({ pairs }: Golden, settings: Settings): Draft {
  const [first] = pairs;
  const documents = pairs.filter(({ query }) => query === first?.query).map(({ document }) => document);
  return {
    query: first?.query ?? "",
    queryImage: undefined,
    rows: documents.map(newRow),
    settings: { ...settings, topN: String(documents.length) },
  };
}

export const openingDraft = (): Draft => exampleDraft(openingExample);

/**
 * The request as the contract has it. What is not a number stays as typed: validation names the field.
 * @param model that it is for; `undefined`: nobody knows what it takes
 */
export function draftRequest(draft: Draft, model: ModelEntry | undefined): RerankRequest {
  const { query, queryImage, rows, settings } = draft;
  return {
    model: settings.modelId,
    query: queryImage === undefined ? query : { image: queryImage },
    documents: rows.map(({ document }) => document),
    return_documents: true,
    ...requestSettings(settings, acceptedInputs(model)),
  };
}

/** The instruction that a model is given: what is typed for one that takes it, else none. */
export function draftInstruction({ settings }: Draft, model: ModelEntry | undefined): string | undefined {
  if (settings.instruction.trim() === "" || !acceptedInputs(model).instruction) return undefined;
  return settings.instruction;
}

/** What a model takes beside texts; of one that is not known, anything. */
export function acceptedInputs(model: ModelEntry | undefined): ModelInputs {
  return model ? modelInputs(model.recipe) : anyInput;
}

/** Whether two drafts make the same request on the same engine. */
export function sameDraft(a: Draft, b: Draft): boolean {
  if (a === b) return true;
  return (
    a.query === b.query &&
    a.queryImage === b.queryImage &&
    JSON.stringify(a.settings) === JSON.stringify(b.settings) &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, position) => row.document === b.rows[position]?.document)
  );
}
