/** The files of the built page by what they are for: not every device needs every file. Pure. */

export const parts = [
  /** What the page's document names: without it there is no page. */
  "shell",
  /** Code and examples that are fetched when they are wanted. */
  "code",
  "tokenizer",
  "runtime-wasm",
  "runtime-jspi",
  "runtime-asyncify",
  "model-w8a8",
  "model-w8a32",
] as const;
export type Part = (typeof parts)[number];

/** A file of one build, as its service worker knows it. */
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
  [/^models\/.+\/onnx\/model_w8a8\.onnx$/, "model-w8a8"],
  [/^models\/.+\/onnx\/model_w8a32\.onnx$/, "model-w8a32"],
  [/^models\/.+\/tokenizer(_config)?\.json$/, "tokenizer"],
  [/^assets\/.+\.(js|css|json|svg|woff2)$/, "code"],
  [/^(favicon\.svg|manifest\.webmanifest|icons\/.+\.png)$/, "code"],
];

/**
 * @param path relative to the built page's folder
 * @param shell paths that the page's document names
 * @returns `undefined` for what is not needed offline: a robots.txt, the picture for social networks
 */
export function offlinePart(path: string, shell: ReadonlySet<string>): Part | undefined {
  if (path === "" || shell.has(path)) return "shell";
  return rules.find(([pattern]) => pattern.test(path))?.[1];
}
