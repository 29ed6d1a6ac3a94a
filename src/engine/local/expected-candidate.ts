import type { ModelEntry } from "../../models/model.ts";
import { browserEnvironment } from "./browser-environment.ts";
import { type Candidate, type DeviceChoice, planDevices } from "./device.ts";
import { probeGpu } from "./load-engine.ts";

/** What a run would try first on this machine, told without loading anything. */
export async function expectedCandidate(
  model: ModelEntry,
  device: DeviceChoice,
): Promise<Candidate | undefined> {
  const probe = await probeGpu(device, browserEnvironment());
  return planDevices(model, device, undefined, probe).candidates[0];
}
