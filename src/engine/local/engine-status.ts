import type { Device, Dtype } from "../../models/model.ts";
import type { DeviceNote } from "./device.ts";
import type { DeviceSpeed } from "./devices/speed.ts";
import type { SelfTestReport } from "./load/self-test.ts";

/** What the engine runs on, and why on nothing better. */
export interface EngineStatus {
  model: string;
  device: Device;
  dtype: Dtype;
  /** Name of the WebGPU adapter if the device is WebGPU. */
  adapter?: string;
  /** As many as run now, or ran before they went to rest. On WASM, others follow while there is work for them. */
  readonly workers: number;
  /** Milliseconds from the end of the download to the end of the self-test. */
  loadMs: number;
  /** `undefined`: the model has no golden pairs. */
  selfTest: SelfTestReport | undefined;
  /** Why better devices or weights are not used, or the model could not be cached; empty if all is as it should be. */
  notes: readonly DeviceNote[];
}

/** Why a run went to its device, where two have been measured. */
export interface DeviceChoiceReport {
  /** Milliseconds that each device was expected to take for the run, the chosen one first. */
  expected: readonly { device: Device; ms: number }[];
  /** What was measured of each, as corrected by later runs. */
  speeds: readonly DeviceSpeed[];
}
