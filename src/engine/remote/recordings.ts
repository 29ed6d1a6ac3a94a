/** Recorded answers of servers, which are replayed without a network. */
import * as v from "valibot";
import { RerankError } from "../../contract/errors.ts";
import {
  type RerankRequest,
  RerankDocument,
  anyInput,
  parseRequest,
  inputText,
} from "../../contract/rerank.ts";
import { limitErrors } from "../../contract/limits.ts";
import type { Reranker } from "../../contract/reranker.ts";
import { RerankResponse } from "../../contract/response.ts";
import { shortened } from "../../contract/shortened.ts";
import { returnedResults } from "../../contract/returned-results.ts";
import {
  type SettingName,
  type SettingValueSchemas,
  mapSettings,
  settingNames,
  settings,
} from "../../contract/settings.ts";
import { messages, reasons } from "./messages.ts";

/** Absent or `null`: not given. */
type RecordedSettings = {
  [Name in SettingName]: v.NullishSchema<SettingValueSchemas[Name], undefined>;
};

/** The fields of a request that determine the answer. */
const RecordedRequest = v.object({
  query: v.string(),
  /** Alone or beside a text. */
  query_image: v.exactOptional(v.string()),
  documents: v.array(RerankDocument),
  ...mapSettings<RecordedSettings>(({ schema }) => v.nullish(schema.wrapped)),
});
type RecordedRequest = v.InferOutput<typeof RecordedRequest>;

export const Recording = v.object({
  /** Time of the answer, ISO 8601. */
  at: v.string(),
  /** Host of the server, label of its dialect, and description of its scores. */
  server: v.string(),
  dialect: v.string(),
  scores: v.string(),
  request: RecordedRequest,
  /** Without the documents, which are in the request. */
  response: RerankResponse,
  elapsedMs: v.pipe(v.number(), v.minValue(0)),
});
export type Recording = v.InferOutput<typeof Recording>;

const RecordingFile = v.object({
  kind: v.literal("tabrank-recordings"),
  v: v.literal(1),
  recordings: v.pipe(v.array(Recording), v.nonEmpty(reasons.noRecordings)),
});

export function toRecordedRequest(request: RerankRequest): RecordedRequest {
  const valid = parseRequest(request, anyInput);
  const { query, documents } = valid;
  return {
    query: inputText(query) ?? "",
    ...(typeof query !== "string" && query.image !== undefined && { query_image: query.image }),
    documents,
    ...mapSettings<Required<Pick<RecordedRequest, SettingName>>>((_, name) => valid[name] ?? null),
  };
}

/** @param details what is recorded beside request and response; `at` in ISO 8601, `elapsedMs` in milliseconds */
export function createRecording(
  request: RerankRequest,
  response: RerankResponse,
  details: Pick<Recording, "at" | "server" | "dialect" | "scores" | "elapsedMs">,
): Recording {
  const results = response.results.map(({ index, relevance_score }) => ({ index, relevance_score }));
  return { ...details, request: toRecordedRequest(request), response: { ...response, results } };
}

export function writeRecordings(recordings: readonly Recording[]): string {
  return `${JSON.stringify({ kind: "tabrank-recordings", v: 1, recordings }, null, 2)}\n`;
}

/**
 * Reads a file of recordings. The results of each are sorted by score.
 * @throws {RerankError} `invalid_request` if it is not a file of recordings; the message says why
 */
export function readRecordings(text: string): Recording[] {
  const parsed = v.safeParse(RecordingFile, parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const path = v.getDotPath(issue);
    throw fileError(`${path === null ? "" : `${path}: `}${issue.message}`);
  }
  const { recordings } = parsed.output;
  recordings.forEach(throwIfTooMuch);
  recordings.forEach(throwIfInvalidRanking);
  return recordings.map((recording) => ({ ...recording, response: sortedByScore(recording.response) }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw fileError(reasons.notJson);
  }
}

function throwIfTooMuch({ request: { query, documents } }: Recording, position: number): void {
  const [excess] = limitErrors(query, documents);
  if (excess) throw fileError(`recordings.${position}.request.${excess.field} ${excess.message}`);
}

/** Indices must be in range and unique. */
function throwIfInvalidRanking({ request, response: { results } }: Recording, position: number): void {
  const indices = new Set(results.map(({ index }) => index));
  if (results.some(({ index }) => index >= request.documents.length))
    throw fileError(reasons.documentMissing(position + 1));
  if (indices.size < results.length) throw fileError(reasons.documentRepeated(position + 1));
}

/** Ties are in the order of the documents. */
function sortedByScore(response: RerankResponse): RerankResponse {
  const results = response.results.toSorted(
    (a, b) => b.relevance_score - a.relevance_score || a.index - b.index,
  );
  return { ...response, results };
}

/** Replays recorded answers. It rejects requests that were not recorded and never estimates an answer. */
export class RecordedReranker implements Reranker, AsyncDisposable {
  readonly #recordings: readonly Recording[];

  constructor(recordings: readonly Recording[]) {
    this.#recordings = recordings;
  }

  /** The recording that answers a request; the last one if there are several. */
  #find(asked: RecordedRequest): Recording | undefined {
    return this.#recordings.findLast(({ request: recorded }) => {
      const hasEnoughResults = (recorded.top_n ?? Infinity) >= (asked.top_n ?? Infinity);
      return hasEnoughResults && requestKey(recorded) === requestKey(asked);
    });
  }

  /** @throws {RerankError} `bad_request` if this request was not recorded */
  async rerank(request: RerankRequest): Promise<RerankResponse> {
    return this.answer(request).response;
  }

  /**
   * The response and the recording that it comes from.
   * @throws {RerankError} as `rerank`
   */
  answer(request: RerankRequest): { response: RerankResponse; recording: Recording } {
    const asked = toRecordedRequest(request);
    const recording = this.#find(asked);
    if (!recording) throw new RerankError("bad_request", this.#missingReason(asked));
    const { response } = recording;
    const returned = returnedResults(
      response.results,
      parseRequest(request, anyInput),
      request.documents,
      response.unread_documents?.length,
    );
    return { response: { ...response, ...returned }, recording };
  }

  #missingReason(asked: RecordedRequest): string {
    const key = requestKey({ ...asked, instruction: null });
    const isRecorded = this.#recordings.some(
      ({ request }) => requestKey({ ...request, instruction: null }) === key,
    );
    return isRecorded ? messages.recordedWithOtherInstruction : messages.notRecorded;
  }

  dispose(): void {
    // There is nothing to free.
  }

  /** Disposes at the end of a block: `await using reranker = …`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.dispose();
  }
}

/** Equal for requests with the same ranking, whatever their `top_n`. */
function requestKey(request: RecordedRequest): string {
  const { query, query_image, documents } = request;
  const deciding = settingNames.filter((name) => settings[name].limitsResults !== true);
  const values = deciding.map((name) => request[name] ?? v.getDefault(settings[name].schema) ?? null);
  return JSON.stringify([query, query_image, documents, ...values]);
}

function fileError(reason: string): RerankError {
  return new RerankError("invalid_request", messages.notRecordings(shortened(reason)));
}
