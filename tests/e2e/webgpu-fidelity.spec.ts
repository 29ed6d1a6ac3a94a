import { fidelityTests } from "./fidelity.ts";

/** On a GPU emulated in software, without 16-bit floats. */
fidelityTests("webgpu");
