/** What a person, a file, a page or a server may send on purpose: the arbitraries of every fuzz test. */
import fc from "fast-check";

/** Longer than what most models read; of many cases, long enough for a step that is quadratic in it to run out of time. */
const long = Number(process.env["FUZZ_LONG"] ?? 30_000);

/** Texts that a parser, a pattern, a page or a spreadsheet may take for something else. */
const pieces = [
  "",
  " ",
  "\n",
  "\r\n",
  "\t",
  "\0",
  "\ud800",
  "\udfff",
  "\udc00\ud800",
  "\ufeff",
  "\u2028",
  "\u200b\u200d\u2060",
  "\u202e\u2066\u2069",
  "e\u0301\u0301\u0301",
  "👩‍👩‍👧‍👦",
  "ﷺ",
  "İ",
  "ß",
  "[CLS]",
  "[SEP]",
  "<s>",
  "</s>",
  "<|im_start|>",
  "<|im_end|>",
  "<|endoftext|>",
  "<|embed_token|>",
  "<|rerank_token|>",
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "toString",
  "then",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "&lt;b&gt;",
  "]]>",
  "javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "file:///etc/passwd",
  "//evil.example/x",
  "https://evil.example\\@good.example/",
  "../../../../etc/passwd",
  "..\\..\\windows",
  "%2e%2e%2f",
  "C:\\Windows",
  "=1+1",
  "+1",
  "-1",
  "@SUM(1)",
  '=HYPERLINK("https://evil.example")\nb',
  "(((((",
  "[[[[[",
  "{{{{{",
  "a{1,99999}",
  "(a+)+$",
  "\\",
  "$&$1",
  '"',
  "'",
  "`",
  "```python\n",
  "1e400",
  "-0",
  "0x10",
  "9007199254740993",
  "NaN",
  "2024-02-30T25:61:00Z",
  "null",
  "true",
];

const repeated = ["a", "ä", "\ud800", "(", "[", "{", "/", " ", "\n", '"', "\\", "-", "#", "a ", "[CLS]", "0"];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 60,
    arbitrary: fc
      .array(
        fc.oneof(
          fc.constantFrom(...pieces),
          fc.string({ unit: "binary", maxLength: 8 }),
          fc.string({ maxLength: 12 }),
        ),
        { maxLength: 5 },
      )
      .map((parts) => parts.join("")),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...repeated), fc.constantFrom("", "x", "."))
      .map(([part, end]) => part.repeat(Math.floor(long / part.length)) + end),
  },
);

export const hostileKey = fc.oneof(
  fc.constantFrom("__proto__", "constructor", "prototype", "toString", "valueOf", "length", "", "0", "then"),
  fc.string({ maxLength: 8 }),
  fc.constantFrom(...pieces),
);

export const hostileNumber = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    -1,
    1,
    0.5,
    1e21,
    1e308,
    -1e308,
    Infinity,
    -Infinity,
    5e-324,
    2 ** 31,
    2 ** 32,
    2 ** 53,
  ),
  fc.integer(),
  fc.double({ noNaN: true }),
);

/** Lists or objects in each other, made without recursion. */
export function nested(depth: number, kind: "list" | "object"): unknown {
  let value: unknown = "deep";
  for (let level = 0; level < depth; level++) value = kind === "list" ? [value] : { a: value };
  return value;
}

/** As JSON text: writing such a value may itself need too much stack. */
export function nestedText(depth: number, kind: "list" | "object"): string {
  const [open, close] = kind === "list" ? ["[", "]"] : ['{"a":', "}"];
  return `${open.repeat(depth)}1${close.repeat(depth)}`;
}

export const depths = fc.tuple(
  fc.constantFrom(100, 3000, 20_000, 100_000),
  fc.constantFrom("list", "object"),
);

/** JSON values of any shape. `__proto__` is a key of its own, as `JSON.parse` makes it. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 60,
    arbitrary: fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3, depthIdentifier: "hostile" },
        fc.oneof(fc.constantFrom(null, true, false), hostileNumber, hostileText),
        fc.array(tie("value"), { maxLength: 4, depthIdentifier: "hostile" }),
        fc
          .array(fc.tuple(hostileKey, tie("value")), { maxLength: 4, depthIdentifier: "hostile" })
          .map((entries) => Object.fromEntries(entries)),
      ),
    })).value,
  },
  { weight: 1, arbitrary: depths.map(([depth, kind]) => nested(depth, kind)) },
);

type Path = readonly (string | number)[];

/** Where something can be changed: the value itself and everything in it. Of long lists, only the beginning. */
function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null || path.length > 12) return [path];
  const keys = Array.isArray(value) ? [...value.keys()].slice(0, 12) : Object.keys(value).slice(0, 80);
  return [path, ...keys.flatMap((key) => places(Reflect.get(value, key), [...path, key]))];
}

interface Change {
  place: number;
  kind: "replace" | "remove" | "add" | "repeat";
  key: string;
  value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(100_000),
  kind: fc.constantFrom("replace", "replace", "remove", "add", "repeat"),
  key: hostileKey,
  value: hostileValue,
});

function changed(value: unknown, path: Path, { kind, key, value: replacement }: Change): unknown {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (kind === "add" && typeof value === "object" && value !== null)
      return Array.isArray(value)
        ? [...value, replacement]
        : Object.fromEntries([...Object.entries(value), [key, replacement]]);
    return kind === "repeat" ? [value, value] : replacement;
  }
  if (Array.isArray(value)) {
    const list: unknown[] = [...value];
    if (kind === "remove" && rest.length === 0) list.splice(Number(step), 1);
    else list[Number(step)] = changed(list[Number(step)], rest, { kind, key, value: replacement, place: 0 });
    return list;
  }
  const entries = Object.entries(Object(value)).flatMap(([name, inner]): [string, unknown][] => {
    if (name !== step) return [[name, inner]];
    if (kind === "remove" && rest.length === 0) return [];
    return [[name, changed(inner, rest, { kind, key, value: replacement, place: 0 })]];
  });
  return Object.fromEntries(entries);
}

/** A right JSON value with up to three things wrong in it. */
export function damagedJson(right: unknown): fc.Arbitrary<unknown> {
  return fc.array(change, { maxLength: 3 }).map((changes) =>
    changes.reduce<unknown>((value, one) => {
      const all = places(value);
      return changed(value, all[one.place % all.length] ?? [], one);
    }, right),
  );
}

/** JSON text that no parser should take for more than it is, and the text of a damaged value. */
export function damagedJsonText(right: unknown): fc.Arbitrary<string> {
  const written = damagedJson(right).map((value) => {
    try {
      return JSON.stringify(value) ?? "";
    } catch {
      return "[]";
    }
  });
  // In the place of a value, since what writes JSON is recursive.
  const deep = fc.tuple(written, fc.nat(), depths).map(([text, at, [depth, kind]]) => {
    const values = [...text.matchAll(/(?<=:)(?:"[^"\\]*"|\d+)/g)];
    const place = values[at % Math.max(1, values.length)];
    if (!place) return text;
    return text.slice(0, place.index) + nestedText(depth, kind) + text.slice(place.index + place[0].length);
  });
  return fc.oneof(
    { weight: 12, arbitrary: written },
    deep,
    fc.tuple(written, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1))),
    hostileText,
    depths.map(([depth, kind]) => nestedText(depth, kind)),
    fc.constantFrom('{"a":1,"a":2,"__proto__":{"x":1}}', "1e400", "[1,]", "\ufeff{}", '"\\ud800"', "nul"),
  );
}

/** Bytes of a right file with some of them changed, cut, put in twice, or taken out. */
export function damagedBytes(right: Uint8Array): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const edit = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom("set", "set", "cut", "insert", "remove", "copy"),
    bytes: fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc.constantFrom(
        Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f),
        Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
        new Uint8Array(8),
      ),
    ),
  });
  return fc.array(edit, { maxLength: 4 }).map((edits) =>
    edits.reduce<Uint8Array<ArrayBuffer>>((before, { at, kind, bytes }) => {
      // Most of what decides stands at the beginning.
      const place = at % 2 === 0 ? at % 256 : at % (before.length + 1);
      const from = Math.min(place, before.length);
      const [head, tail] = [before.subarray(0, from), before.subarray(from)];
      switch (kind) {
        case "set":
          return joined(head, bytes, tail.subarray(bytes.length));
        case "cut":
          return joined(head);
        case "insert":
          return joined(head, bytes, tail);
        case "remove":
          return joined(head, tail.subarray(bytes.length + 1));
        case "copy":
          return joined(head, tail.subarray(0, 64), tail);
      }
    }, joined(right)),
  );
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}
