/** Groups the files of the built page by purpose, because no device needs all of them. Pure. */

export const parts = [
  /** The page and the files that its HTML names. */
  "shell",
  /** Code and examples that are loaded on demand. */
  "code",
  "tokenizer",
  "runtime-wasm",
  "runtime-jspi",
  "runtime-asyncify",
  "model-w8a8",
  "model-w8a32",
  /** Models that the site was built with. */
  "models-carried",
] as const;
export type Part = (typeof parts)[number];

/** A file of one build, as listed in its service worker. */
export interface OfflineFile {
  /** Relative to the page's folder; "" is the page itself. */
  path: string;
  sha256: string;
  bytes: number;
  part: Part;
}

const rules: readonly [RegExp, Part][] = [
  [/^assets\/ort-wasm-simd-threaded-[^.]+\.wasm$/, "runtime-wasm"],
  [/^assets\/ort-wasm-simd-threaded\.jspi-[^.]+\.wasm$/, "runtime-jspi"],
  [/^assets\/ort-wasm-simd-threaded\.asyncify-[^.]+\.wasm$/, "runtime-asyncify"],
  [/^models\/Xenova\/all-MiniLM-L6-v2\/onnx\/model_w8a8\.onnx$/, "model-w8a8"],
  [/^models\/Xenova\/all-MiniLM-L6-v2\/onnx\/model_w8a32\.onnx$/, "model-w8a32"],
  [/^models\/.+\/tokenizer(_config)?\.json$/, "tokenizer"],
  [/^models\/(?!Xenova\/all-MiniLM-L6-v2\/).+(?<!\/tabrank\.json)$/, "models-carried"],
  [/^assets\/.+\.(js|css|json|svg|woff2)$/, "code"],
  [/^(favicon\.svg|manifest\.webmanifest|icons\/.+\.png)$/, "code"],
];

/**
 * The part that a file belongs to.
 * @param path relative to the built page's folder
 * @param shell paths that the page's HTML names
 * @returns `undefined` for files that are not needed offline, such as robots.txt
 */
export function offlinePart(path: string, shell: ReadonlySet<string>): Part | undefined {
  if (path === "" || shell.has(path)) return "shell";
  return rules.find(([pattern]) => pattern.test(path))?.[1];
}
