/** Normalizers: what happens to a text before it is split. Ports of `tokenizers/src/normalizers`. */
import * as v from "valibot";
import { byteCharacters } from "./byte-level.ts";
import { type ComponentTable, component, createComponent } from "./component.ts";
import { type NormalizationForm, lowercase, normalizeForm } from "./normalize-forms.ts";
import { precompiled } from "./precompiled.ts";
import { Pattern, patternRegExp } from "./regex.ts";
import { combiningMarks, nonspacingMarks, removedByBert } from "./unicode-tables.ts";
import { characterPattern, endWithoutWhitespace, leadingWhitespace, whitespacePattern } from "./unicode.ts";

export type Normalizer = (text: string) => string;

const patterns = {
  removedByBert: characterPattern(removedByBert),
  nonspacingMarks: characterPattern(nonspacingMarks),
  combiningMarks: characterPattern(combiningMarks),
};

/** The blocks that the original calls Chinese; U+2B820–2B91F is missing there, too. */
const ideographs =
  /[\u{4e00}-\u{9fff}\u{3400}-\u{4dbf}\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\u{f900}-\u{faff}\u{2f800}-\u{2fa1f}]/gu;

const form = (name: NormalizationForm) =>
  component({}, (): Normalizer => (text) => normalizeForm(text, name));

const table: ComponentTable<Normalizer> = {
  BertNormalizer: component(
    {
      clean_text: v.boolean(),
      handle_chinese_chars: v.boolean(),
      strip_accents: v.nullish(v.boolean(), null),
      lowercase: v.boolean(),
    },
    ({ clean_text, handle_chinese_chars, strip_accents, lowercase: lower }) =>
      (text) => {
        let normal = text;
        if (clean_text) normal = normal.replace(patterns.removedByBert(), "").replace(whitespacePattern, " ");
        if (handle_chinese_chars) normal = normal.replace(ideographs, " $& ");
        if (strip_accents ?? lower)
          normal = normalizeForm(normal, "NFD").replace(patterns.nonspacingMarks(), "");
        return lower ? lowercase(normal) : normal;
      },
  ),
  ByteLevel: component({}, () => byteCharacters),
  Lowercase: component({}, () => lowercase),
  NFC: form("NFC"),
  NFD: form("NFD"),
  NFKC: form("NFKC"),
  NFKD: form("NFKD"),
  Nmt: component(
    {},
    () => (text) =>
      text
        // oxlint-disable-next-line no-control-regex
        .replace(/[\u0001-\u0008\u000b\u000e-\u001f\u007f\u008f\u009f]/g, "")
        .replace(/[\t\n\f\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]/g, " "),
  ),
  Precompiled: component({ precompiled_charsmap: v.string() }, ({ precompiled_charsmap }) =>
    precompiled(precompiled_charsmap),
  ),
  Prepend: component(
    { prepend: v.string() },
    ({ prepend }) =>
      (text) =>
        text === "" ? text : prepend + text,
  ),
  Replace: component({ pattern: Pattern, content: v.string() }, ({ pattern, content }) => {
    const regExp = patternRegExp(pattern);
    return (text) => text.replace(regExp, () => content);
  }),
  Sequence: component({ normalizers: v.array(v.unknown()) }, ({ normalizers }) => {
    const steps = normalizers.map(createNormalizer);
    return (text) => steps.reduce((normal, step) => step(normal), text);
  }),
  Strip: component(
    { strip_left: v.boolean(), strip_right: v.boolean() },
    ({ strip_left, strip_right }) =>
      (text) => {
        const rest = strip_left ? text.replace(leadingWhitespace, "") : text;
        return strip_right ? rest.slice(0, endWithoutWhitespace(rest)) : rest;
      },
  ),
  StripAccents: component({}, () => (text) => text.replace(patterns.combiningMarks(), "")),
};

/** @throws {UnsupportedTokenizer} */
export function createNormalizer(value: unknown): Normalizer {
  return value === null || value === undefined ? (text) => text : createComponent(table, "normalizer", value);
}
