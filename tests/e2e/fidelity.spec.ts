import { fidelityTests } from "./fidelity.ts";

fidelityTests("wasm");
