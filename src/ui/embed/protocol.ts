/**
 * What a page and the iframe say to each other. Every message is an envelope `{ tabrank: 1, id?, type, … }`:
 * requests and their answers have an id, events have none. Pure.
 */
import * as v from "valibot";
import {
  type FieldError,
  type RerankError,
  type WireError,
  fieldError,
  fieldPath,
} from "../../contract/errors.ts";
import { limitErrors } from "../../contract/limits.ts";
import { RerankDocument, type RerankResponse } from "../../contract/rerank.ts";
import { type SettingName, type SettingValueSchemas, mapSettings } from "../../contract/settings.ts";
import { devices, modes, themes } from "../element/settings.ts";
import { dtypes } from "../../models/model.ts";
import type { TabRankEventDetails } from "../element/events.ts";
import type { EngineStatus } from "../../engine/local/engine-status.ts";

export const protocolVersion = 1;

const Id = v.union([
  v.pipe(
    v.string(),
    v.check((id) => id.length <= 200),
  ),
  v.pipe(v.number(), v.finite()),
]);
type Id = v.InferOutput<typeof Id>;

type SettingSchemas = {
  [Name in SettingName]: v.NullishSchema<SettingValueSchemas[Name], undefined>;
};

/** What the element shows and runs; what is not named stays as it is, `null` gives back the default. */
const configuration = {
  query: v.optional(v.string("must be a string")),
  documents: v.optional(v.array(RerankDocument, "must be a list of strings or objects")),
  model: v.nullish(v.string("must be a string")),
  device: v.nullish(v.picklist(devices, `must be one of ${devices.join(", ")}`)),
  dtype: v.nullish(v.picklist(["auto", ...dtypes], `must be one of auto, ${dtypes.join(", ")}`)),
  ...mapSettings<SettingSchemas>(({ schema }) => v.nullish(schema.wrapped)),
  mode: v.nullish(v.picklist(modes, `must be one of ${modes.join(", ")}`)),
  theme: v.nullish(v.picklist(themes, `must be one of ${themes.join(", ")}`)),
};
const envelope = { tabrank: v.literal(protocolVersion), id: Id };

const EmbedRequest = v.variant(
  "type",
  [
    /** Configures and runs; answered with the response. */
    v.strictObject({ ...envelope, type: v.literal("rerank"), ...configuration }),
    /** Answered with the status, as is `configure`. */
    v.strictObject({ ...envelope, type: v.literal("cancel") }),
    v.strictObject({ ...envelope, type: v.literal("configure"), ...configuration }),
    v.strictObject({ ...envelope, type: v.literal("status") }),
  ],
  "must be one of rerank, cancel, configure, status",
);
export type EmbedRequest = v.InferOutput<typeof EmbedRequest>;
export type Configuration = Omit<Extract<EmbedRequest, { type: "configure" }>, "tabrank" | "id" | "type">;

export interface EmbedStatus {
  running: boolean;
  /** As asked for; `null`: the embedded model. */
  model: string | null;
  query: string;
  documents: number;
  mode: string;
  theme: string;
  /** What really ran; `null` before the first answer. */
  engine: EngineStatus | null;
}

export type EmbedAnswer = { tabrank: typeof protocolVersion; id: Id; type: "answer" } & (
  | { ok: true; value: RerankResponse | EmbedStatus }
  | { ok: false; error: WireError }
);

export type EmbedEvent =
  | { tabrank: typeof protocolVersion; type: "ready" }
  /** Of the content, in CSS pixels. */
  | { tabrank: typeof protocolVersion; type: "resize"; height: number }
  | {
      [Type in keyof TabRankEventDetails]: {
        tabrank: typeof protocolVersion;
        type: Type;
        detail: TabRankEventDetails[Type];
      };
    }[keyof TabRankEventDetails];

export type Reading =
  /** Not one of ours: other scripts send messages, too. */
  | { kind: "foreign" }
  | { kind: "refused"; id: Id; error: RerankError }
  | { kind: "request"; request: EmbedRequest };

const Loose = v.object({ query: v.optional(v.unknown()), documents: v.optional(v.unknown()) });
const Addressed = v.object({ tabrank: v.number(), id: Id });

/** Anything at all that `message` events carry. */
export function readMessage(data: unknown): Reading {
  const addressed = v.safeParse(Addressed, data);
  if (!addressed.success) return { kind: "foreign" };
  const { id, tabrank } = addressed.output;
  if (tabrank !== protocolVersion) {
    const message = `is ${tabrank}, but version ${protocolVersion} is spoken here`;
    return refused(id, [{ field: "tabrank", message, type: "value_error.version" }]);
  }
  // Before the schemas, which recurse, read it.
  const excess = v.is(Loose, data) ? limitErrors(data.query, data.documents) : [];
  if (excess.length > 0) return refused(id, excess);
  const parsed = v.safeParse(EmbedRequest, data);
  if (parsed.success) return { kind: "request", request: parsed.output };
  return refused(id, parsed.issues.map(toFieldError));
}

function refused(id: Id, errors: FieldError[]): Reading {
  return { kind: "refused", id, error: fieldError("invalid_request", errors) };
}

function toFieldError({ path, message, type }: v.BaseIssue<unknown>): FieldError {
  const field = fieldPath((path ?? []).map(({ key }) => key));
  return { field: field === "" ? "message" : field, message, type: `type_error.${type}` };
}
