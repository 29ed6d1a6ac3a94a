/** What the library exports beside `createReranker`: light enough to be loaded before any engine. */
export { RerankError, type ErrorBody, type FieldError, type RerankErrorCode } from "../contract/errors.ts";
export type {
  DocumentObject,
  RerankDocument,
  RerankRequest,
  RerankResponse,
  RerankResult,
  RerankUsage,
  Truncate,
} from "../contract/rerank.ts";
export type { RerankOptions, RerankProgress, Reranker, ScoredDocument } from "../contract/reranker.ts";
export { createCascade, type CascadeOptions } from "../engine/cascade.ts";
export { highlight, keepSentences, type HighlightOptions, type ScoredSentence } from "../engine/highlight.ts";
export { rerankMany, type ManyOptions, type ManyRequest } from "../engine/rerank-many.ts";
export type { DeviceChoice, DeviceNote } from "../engine/local/device.ts";
export type { DeviceSpeed, SpeedSample } from "../engine/local/devices/speed.ts";
export type { DeviceChoiceReport, EngineStatus } from "../engine/local/engine-status.ts";
export type { LocalReranker } from "../engine/local/local-reranker.ts";
export type { MatchOptions, MatchedToken, TokenMatches } from "../engine/local/score/match-tokens.ts";
export { catalogue, findModel } from "../models/catalogue.ts";
export { embeddedModel } from "../models/embedded-model.ts";
export { miniLmOnHub } from "../models/mini-lm-on-hub.ts";
export type {
  Device,
  Dtype,
  Golden,
  GoldenPair,
  ModelEntry,
  ModelFile,
  ModelVariant,
  Recipe,
  ScoreKind,
} from "../models/model.ts";
export type { LibraryOptions } from "./library-options.ts";
export { inspectRepository, type InspectRepositoryOptions } from "./inspect.ts";
