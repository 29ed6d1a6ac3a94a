/** The library. */
export { RerankError, type ErrorBody, type FieldError, type RerankErrorCode } from "./contract/errors.ts";
export {
  type DocumentObject,
  type RerankDocument,
  type RerankRequest,
  type RerankResponse,
  type RerankResult,
  type RerankUsage,
  type Truncate,
} from "./contract/rerank.ts";
export type { RerankOptions, RerankProgress, Reranker, ScoredDocument } from "./contract/reranker.ts";
export { type CreateRerankerOptions, createLocalReranker, createReranker } from "./engine/create-reranker.ts";
export { type CreateRemoteRerankerOptions, createRemoteReranker } from "./engine/create-remote-reranker.ts";
export { type DialectName, dialects } from "./engine/remote/dialects/dialects.ts";
export type { Dialect } from "./engine/remote/dialects/dialect.ts";
export type { RemoteReranker } from "./engine/remote/remote-reranker.ts";
export type { DeviceChoice, DeviceNote } from "./engine/local/device.ts";
export type { EngineStatus } from "./engine/local/engine-status.ts";
export { type InspectOptions, inspectRepository } from "./engine/local/inspect-repository.ts";
export type { LocalReranker } from "./engine/local/local-reranker.ts";
export { catalogue, defaultHubHost, findModel } from "./models/catalogue.ts";
export { embeddedModel } from "./models/embedded-model.ts";
export type { Device, Dtype, ModelEntry, ModelForm } from "./models/model.ts";
