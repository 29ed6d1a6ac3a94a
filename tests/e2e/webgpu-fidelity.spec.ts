/** On a GPU emulated in software, without 16-bit floats. */
import { measurementsOn } from "../fidelity/subjects.ts";
import { fidelityTest } from "./fidelity.ts";

for (const measurement of measurementsOn("webgpu")) fidelityTest(measurement);
