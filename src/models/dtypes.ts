export const devices = ["webgpu", "wasm"] as const;
/** Where a model runs. */
export type Device = (typeof devices)[number];

/**
 * How the weights are stored and multiplied.
 * - `q8`: the Hub's "quantized" files: dynamic int8, one activation scale per tensor
 * - `w8a8`: int8 weights per column, uint8 activations with one scale per row
 * - `w8a32`: 8-bit weights in blocks of 32, float32 activations (`MatMulNBits`)
 */
export const dtypes = ["fp32", "fp16", "q8", "w8a8", "w8a32", "q4", "q4f16"] as const;
export type Dtype = (typeof dtypes)[number];
