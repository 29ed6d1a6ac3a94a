/** Decodes the bytes of a text file. Browsers differ in what `File.text` reads; this does not. */
import { loadScript } from "../../../../parts/load-script.ts";
import { importText } from "../../../../text/import.ts";
import type { TextProblem } from "../reading.ts";
import { type Encoding, isEncoding } from "./encodings.ts";

export interface Decoded {
  text: string;
  encoding: Encoding;
  /** A guess can be wrong: the page states it and lets the person change it. */
  guessed: boolean;
  problems: TextProblem[];
}

const marks: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", bytes: [0xff, 0xfe] },
  { encoding: "utf-16be", bytes: [0xfe, 0xff] },
];

/** @param chosen the person's choice, which overrides the guess but not a byte-order mark */
export async function decode(bytes: Uint8Array, chosen?: string): Promise<Decoded> {
  const mark = marks.find((candidate) => candidate.bytes.every((byte, index) => bytes[index] === byte));
  if (mark) return decodeAs(bytes, mark.encoding, false);
  if (chosen !== undefined && isEncoding(chosen)) return decodeAs(bytes, chosen, true);
  const utf16 = unmarkedUtf16(bytes);
  if (utf16) return decodeAs(bytes, utf16, false);
  if (isUtf8(bytes)) return decodeAs(bytes, "utf-8", false);
  const damaged = decodeAs(bytes, "utf-8", true);
  if (mostlyUtf8(damaged.text)) return damaged;
  const { guessEncoding } = await loadScript(() => import("./guess-encoding.ts"));
  return decodeAs(bytes, guessEncoding(bytes), true);
}

function decodeAs(bytes: Uint8Array, encoding: Encoding, guessed: boolean): Decoded {
  // A decoder removes the byte-order mark of its own encoding.
  const text = new TextDecoder(encoding).decode(bytes);
  return { text, encoding, guessed, problems: guessed ? replacedCharacters(text) : [] };
}

/** UTF-16 without a mark: text that is mostly ASCII has a zero in every second byte. */
function unmarkedUtf16(bytes: Uint8Array): Encoding | undefined {
  const sample = bytes.subarray(0, 4096);
  const zeros: [even: number, odd: number] = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2 === 0 ? 0 : 1] += 1;
  });
  const enough = sample.length / 2 / 3;
  if (bytes.length % 2 !== 0 || bytes.length < 8) return undefined;
  if (zeros[1] > enough && zeros[0] === 0) return "utf-16le";
  return zeros[0] > enough && zeros[1] === 0 ? "utf-16be" : undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // ISO 2022-JP is ASCII with escapes.
    return !bytes.includes(0x1b);
  } catch {
    return false;
  }
}

/** UTF-8 with a damaged character or two, such as a file that was cut: text in other encodings has hardly any valid sequence. */
function mostlyUtf8(text: string): boolean {
  const replaced = text.match(/\uFFFD/g)?.length ?? 0;
  const valid = text.match(/[^\p{ASCII}\uFFFD]/gu)?.length ?? 0;
  return valid > 2 * replaced;
}

function replacedCharacters(text: string): TextProblem[] {
  if (!text.includes("\uFFFD")) return [];
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((line, index) =>
      line.includes("\uFFFD") ? [{ line: index + 1, message: importText.undecodable }] : [],
    );
}
