import type { Dtype, ModelEntry } from "../../models/model.ts";
import { browserEnvironment } from "./browser-environment.ts";
import type { Candidate, DeviceChoice } from "./device.ts";
import { planDevices } from "./load/plan-devices.ts";
import { probeGpu } from "./load/probe-gpu.ts";

/** The device and weights that a run would try first on this machine; nothing is loaded to find out. */
export async function expectedCandidate(
  model: ModelEntry,
  device: DeviceChoice,
  dtype?: Dtype,
): Promise<Candidate | undefined> {
  const probe = await probeGpu(device, browserEnvironment());
  return planDevices(model, device, dtype, probe).candidates[0];
}
