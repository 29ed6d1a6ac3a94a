/** What kind of values a column has, judged by its first records. Pure. */

export type Content = "text" | "word" | "number" | "address" | "vector" | "markup" | "empty";

const patterns: readonly [Content, RegExp][] = [
  ["number", /^(?:[+-]?\d*[.,]?\d+(?:[eE][+-]?\d+)?%?|true|false)$/i],
  ["address", /^(?:[a-z][a-z0-9+.-]*:\/\/|www\.|data:|mailto:)\S*$/i],
  [
    "vector",
    /^[[({]?\s*(?:[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[\s,;]+){3,}[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*[\])}]?$/,
  ],
  ["markup", /^\s*<[a-z!][\s\S]*>\s*$/i],
  // Ids, hashes, dates and tags.
  ["word", /^[\w.:/@#-]+$/],
];

/** The kind of at least nine tenths of the values that are not blank; text in any other case. */
export function judgeContent(values: readonly string[]): Content {
  const filled = values.map((value) => value.trim()).filter((value) => value !== "");
  if (filled.length === 0) return "empty";
  const found = patterns.find(
    ([, pattern]) =>
      filled.filter((value) => pattern.test(value.slice(0, 2000))).length >= 0.9 * filled.length,
  );
  return found?.[0] ?? "text";
}
