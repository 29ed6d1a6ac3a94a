import type { Device, ModelVariant } from "../../models/model.ts";

export type DeviceChoice = "auto" | Device;

/** One way to run the model. */
export interface Candidate {
  device: Device;
  variant: ModelVariant;
}

/** Why a better device or better weights are not used; also, why the model will have to be downloaded again. */
export interface DeviceNote {
  reason:
    | "chosen"
    | "insecure-context"
    | "no-api"
    | "no-adapter"
    | "probe-failed"
    | "software-adapter"
    | "no-f16"
    | "no-weights"
    | "self-test-failed"
    | "load-failed"
    | "device-lost"
    | "not-cached"
    | "check-failed"
    | "run-failed"
    | "out-of-memory"
    | "slower";
  /** The reason as a sentence. */
  message: string;
  /** What the user can do about it. */
  advice?: string;
}
