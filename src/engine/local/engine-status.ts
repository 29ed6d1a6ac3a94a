import type { Device, Dtype } from "../../models/model.ts";
import type { DeviceNote } from "./device.ts";
import type { SelfTestReport } from "./load/self-test.ts";

/** What really runs, and what was tried before it. */
export interface EngineStatus {
  model: string;
  device: Device;
  dtype: Dtype;
  /** Name of the WebGPU adapter, where that is the device. */
  adapter?: string;
  workers: number;
  /** From the start of loading (after the download) to the end of the self-test. */
  loadMs: number;
  /** `undefined`: the model has no golden pairs. */
  selfTest: SelfTestReport | undefined;
  /** Why no better device or dtype is used; empty on the first choice. */
  notes: readonly DeviceNote[];
}
