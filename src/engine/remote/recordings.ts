/** Answers of servers, kept to be given again without a network. */
import * as v from "valibot";
import { RerankError } from "../../contract/errors.ts";
import {
  type RerankRequest,
  RerankDocument,
  RerankResponse,
  anyInput,
  parseRequest,
  textOf,
} from "../../contract/rerank.ts";
import type { Reranker } from "../../contract/reranker.ts";
import {
  type SettingName,
  type SettingValueSchemas,
  mapSettings,
  settingNames,
  settings,
} from "../../contract/settings.ts";

/** Absent or `null`: not given. */
type RecordedSettings = {
  [Name in SettingName]: v.NullishSchema<SettingValueSchemas[Name], undefined>;
};

/** What was asked, as far as it decides the answer. */
const RecordedRequest = v.object({
  query: v.string(),
  /** In the place of a text, or beside it. */
  query_image: v.exactOptional(v.string()),
  documents: v.array(RerankDocument),
  ...mapSettings<RecordedSettings>(({ schema }) => v.nullish(schema.wrapped)),
});
type RecordedRequest = v.InferOutput<typeof RecordedRequest>;

export const Recording = v.object({
  /** When it was answered, ISO 8601. */
  at: v.string(),
  /** Host and kind of the server, and what it said of its scores. */
  server: v.string(),
  dialect: v.string(),
  scores: v.string(),
  request: RecordedRequest,
  /** Without the documents: the request has them. */
  response: RerankResponse,
  elapsedMs: v.pipe(v.number(), v.minValue(0)),
});
export type Recording = v.InferOutput<typeof Recording>;

const RecordingFile = v.object({
  kind: v.literal("tabrank-recordings"),
  v: v.literal(1),
  recordings: v.pipe(v.array(Recording), v.minLength(1, "there is no recording in it")),
});

export function toRecordedRequest(request: RerankRequest): RecordedRequest {
  const valid = parseRequest(request, anyInput);
  const { query, documents } = valid;
  return {
    query: textOf(query) ?? "",
    ...(typeof query !== "string" && query.image !== undefined && { query_image: query.image }),
    documents,
    ...mapSettings<Required<Pick<RecordedRequest, SettingName>>>((_, name) => valid[name] ?? null),
  };
}

/** @param details what is kept beside request and response */
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

/** @throws {RerankError} `invalid_request` for what is no file of recordings, and why */
export function readRecordings(text: string): Recording[] {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), RecordingFile), text);
  if (parsed.success) {
    const { recordings } = parsed.output;
    recordings.forEach(({ request, response: { results } }, position) => {
      const indices = new Set(results.map(({ index }) => index));
      if (results.some(({ index }) => index >= request.documents.length))
        throw fileError(`recording ${position + 1} ranks a document that it does not have`);
      if (indices.size < results.length) throw fileError(`recording ${position + 1} ranks a document twice`);
      results.sort((a, b) => b.relevance_score - a.relevance_score || a.index - b.index);
    });
    return recordings;
  }
  const [issue] = parsed.issues;
  const path = v.getDotPath(issue);
  throw fileError(`${path === null ? "" : `${path}: `}${issue.message}`);
}

const notRecorded =
  "This query with these documents was not recorded. Open one of the recorded requests, or ask a server.";
const otherInstruction =
  "This was recorded with another instruction, or with none. Open the recorded request, with a model that takes its instruction.";

/** Answers just what was recorded: a request that was not is refused, never guessed at. */
export class RecordedReranker implements Reranker {
  readonly #recordings: readonly Recording[];

  constructor(recordings: readonly Recording[]) {
    this.#recordings = recordings;
  }

  /** The recording that answers a request, the last if there are several. */
  #find(asked: RecordedRequest): Recording | undefined {
    return this.#recordings.findLast(({ request: recorded }) => {
      const enough = (recorded.top_n ?? Infinity) >= (asked.top_n ?? Infinity);
      return enough && requestKey(recorded) === requestKey(asked);
    });
  }

  /** @throws {RerankError} `bad_request` where this request was not recorded */
  async rerank(request: RerankRequest): Promise<RerankResponse> {
    return this.answer(request).response;
  }

  /**
   * The response, and the recording that it comes from.
   * @throws {RerankError} as `rerank`
   */
  answer(request: RerankRequest): { response: RerankResponse; recording: Recording } {
    const asked = toRecordedRequest(request);
    const recording = this.#find(asked);
    if (!recording) {
      const question = requestKey({ ...asked, instruction: null });
      const known = this.#recordings.some(
        ({ request: recorded }) => requestKey({ ...recorded, instruction: null }) === question,
      );
      throw new RerankError("bad_request", known ? otherInstruction : notRecorded);
    }
    const { top_n: topN, return_documents: returned } = parseRequest(request, anyInput);
    const { response } = recording;
    const results = response.results.slice(0, topN ?? undefined).map((result) => {
      const document = request.documents[result.index];
      return { ...result, ...(returned && document !== undefined && { document }) };
    });
    return { response: { ...response, results }, recording };
  }

  dispose(): void {
    // It holds nothing but its recordings.
  }
}

/** All that decides the order; how many of it were asked for is another matter. */
function requestKey(request: RecordedRequest): string {
  const { query, query_image, documents } = request;
  const deciding = settingNames.filter((name) => settings[name].limitsResults !== true);
  const values = deciding.map((name) => request[name] ?? v.getDefault(settings[name].schema) ?? null);
  return JSON.stringify([query, query_image, documents, ...values]);
}

function fileError(message: string): RerankError {
  return new RerankError("invalid_request", `This is no file of recorded answers: ${message}.`);
}
