/**
 * Takes the place of `loaded-model.ts` in the worker of page tests: answers what the real worker answered when
 * `record.mjs` asked it, without weights, tokenizer or runtime. All else of the worker is the real one.
 */
import { RerankError } from "../../../src/contract/errors.ts";
import type { LoadedModel } from "../../../src/engine/worker/loaded-model.ts";
import {
  type DocumentScore,
  type LoadRequest,
  type Truncation,
  embeddingKey,
} from "../../../src/engine/worker/protocol.ts";
import recording from "../../fixtures/recorded/all-MiniLM-L6-v2.json";

type RecordedDocument = Omit<DocumentScore, "cached">;
interface RecordedQuery {
  queryTokens: number;
  queryPromptTokens: number;
}

const queries = new Map<string, RecordedQuery>();
const documents = new Map<string, RecordedDocument>();
const keyOf = (...parts: string[]): string => JSON.stringify(parts);

for (const group of recording.groups) {
  for (const { query, scores, ...lengths } of group.queries) {
    queries.set(query, lengths);
    for (const [row, document] of group.documents.entries()) {
      for (const [sha256, found] of Object.entries<(number | null)[]>(scores)) {
        documents.set(keyOf(sha256, query, document), {
          score: found[row] ?? undefined,
          documentTokens: group.documentTokens[row] ?? NaN,
          usedTokens: group.usedTokens[row] ?? NaN,
          promptTokens: group.promptTokens[row] ?? NaN,
        });
      }
    }
  }
}

/** The page tests look for this on the console, and fail. */
function unrecorded(what: string): RerankError {
  const message = `Nothing is recorded for ${what}. Add it to tests/e2e/stand-in/texts.mjs and run record.mjs there.`;
  console.error(message);
  return new RerankError("internal_error", message);
}

export async function loadModel({ weights }: LoadRequest): Promise<LoadedModel> {
  const { name, sha256 = "" } = weights;
  if (!recording.weights.includes(sha256)) throw unrecorded(`the weights ${name}`);
  const read = new Set<string>();

  function findQuery(query: string): RecordedQuery {
    const found = queries.get(query);
    if (!found) throw unrecorded(`the query “${query}”`);
    return found;
  }

  function findDocument(query: string, text: string, truncation: Truncation): RecordedDocument {
    // A document without tokens is never run, whatever the query.
    if (text === "") return { score: undefined, documentTokens: 0, usedTokens: 0, promptTokens: 0 };
    const found = documents.get(keyOf(sha256, query, text));
    const { truncate, maxTokensPerDocument = Infinity } = truncation;
    // Recorded with the end dropped, at the model's own limit.
    const whole = found?.usedTokens === found?.documentTokens;
    if (found && (whole || truncate !== "start") && found.usedTokens <= maxTokensPerDocument) return found;
    throw unrecorded(`“${text}” under the query “${query}”, cut by ${JSON.stringify(truncation)}`);
  }

  const score: LoadedModel["score"] = async ({ query, documents: texts, truncation }) => {
    const { queryTokens: tokens, queryPromptTokens } = findQuery(query);
    const scores = texts.map((text): DocumentScore => {
      const key = embeddingKey(text, truncation);
      const cached = read.has(key);
      read.add(key);
      return { ...findDocument(query, text, truncation), cached };
    });
    return { documents: scores, query: { tokens, usedTokens: tokens }, queryPromptTokens };
  };
  return {
    score,
    compute: score,
    measure: ({ query, documents: texts, truncation }) => ({
      queryTokens: findQuery(query).queryTokens,
      documents: texts.map((text) => {
        const { documentTokens, usedTokens } = findDocument(query, text, truncation);
        return { documentTokens, usedTokens };
      }),
    }),
    match: () => Promise.reject(unrecorded("the matches of tokens")),
  };
}
