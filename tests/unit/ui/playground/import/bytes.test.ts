import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { decode } from "../../../../../src/ui/playground/features/documents/import/bytes/decode.ts";
import {
  encodings,
  isEncoding,
} from "../../../../../src/ui/playground/features/documents/import/bytes/encodings.ts";
import { gunzip } from "../../../../../src/ui/playground/features/documents/import/bytes/gunzip.ts";
import { unreadableBytes } from "../../../../../src/ui/playground/features/documents/import/bytes/signatures.ts";
import { readFile } from "../../../../../src/ui/playground/features/documents/import/read.ts";
import { StandardTextDecoder } from "./windows-1252.ts";

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

/** Encodes text in an encoding with one byte for each character. */
function encode(encoding: string, text: string): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder(encoding);
  const values = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(bytes(byte)), byte]));
  return Uint8Array.from(text, (character) => {
    const byte = values.get(character);
    if (byte === undefined) throw new Error(`${encoding} has no ${character}.`);
    return byte;
  });
}

beforeEach(() => {
  vi.stubGlobal("TextDecoder", StandardTextDecoder);
});

describe("gzip", () => {
  test("is unpacked, and the name inside tells the format", async () => {
    const packed = new Uint8Array(gzipSync("id,text\n1,Bread\n"));
    const { content } = await readFile("table.csv.gz", packed);
    expect(content).toMatchObject({
      ok: true,
      value: { lists: [{ form: "table", items: [{ value: ["1", "Bread"] }] }] },
    });
  });

  test("stops at the limit", async () => {
    // A thousand times smaller than what is in it.
    const packed = new Uint8Array(gzipSync("a".repeat(1_000_000)));
    expect(packed.length).toBeLessThan(2000);
    expect(await gunzip(packed, 999_999)).toBe("too large");
    expect(await gunzip(packed, 1_000_000)).toHaveLength(1_000_000);
  });

  test("that was cut is named", async () => {
    const packed = new Uint8Array(gzipSync("Bread\n".repeat(100))).slice(0, -12);
    const { content } = await readFile("lines.txt.gz", packed);
    expect(content).toEqual({
      ok: false,
      problems: [{ message: "The file is packed with gzip and damaged." }],
    });
  });
});

describe("encodings", () => {
  test("every browser has those that can be chosen", () => {
    for (const label of Object.keys(encodings)) expect(new TextDecoder(label).encoding).toBe(label);
    expect(isEncoding("toString")).toBe(false);
  });

  test("a person's choice overrides the guess", async () => {
    const bread = encode("windows-1251", "Печь печёт хлеб");
    expect(await decode(bread)).toMatchObject({ encoding: "windows-1251", guessed: true });
    expect(await decode(bread, "windows-1252")).toMatchObject({ text: "Ïå÷ü ïå÷¸ò õëåá", guessed: true });
  });

  test.each([
    ["windows-1252", "id,text\n1,La forêt où le hêtre pousse a brûlé.\n2,Ça coûte dix francs.\n"],
    ["windows-1252", "Die Bäckerei öffnet früh, und das Brot heißt Laib.\n"],
    ["windows-1252", "El niño comió pan en la mañana.\n¿Dónde está el río?\n"],
    ["windows-1250", "Piec piecze chleb w czterdzieści minut.\nRzeka niesie piasek, żółte źdźbła i łódź.\n"],
    ["windows-1250", "A kemence negyven perc alatt süti ki a kenyeret, a tűz őrzi.\n"],
    ["windows-1251", "Печь печёт хлеб за сорок минут.\nРека несёт песок в море.\n"],
    ["windows-1251", "id;текст\n1;Пічка пече хліб, її жар не згасає.\n"],
    ["windows-1253", "Ο φούρνος ψήνει το ψωμί σε σαράντα λεπτά.\n"],
    ["windows-1254", "Fırın ekmeği kırk dakikada pişirir.\nIrmak kumu denize taşır, çöl değil.\n"],
    ["windows-1255", "התנור אופה לחם בארבעים דקות.\nהנהר נושא חול אל הים.\n"],
    ["windows-1256", "الفرن يخبز الخبز في أربعين دقيقة.\nالنهر يحمل الرمل إلى البحر.\n"],
    ["windows-874", "เตาอบอบขนมปังในสี่สิบนาที\nแม่น้ำพาทรายไปสู่ทะเล\n"],
    ["koi8-r", "id,text\n1,Печь печёт хлеб.\n2,Кошка спит.\n"],
  ])("%s is found by its words: %s", async (encoding, text) => {
    expect((await decode(encode(encoding, text))).text).toBe(text);
  });

  test.each([
    ["gb18030", "苹果手机多少钱", "c6bbb9fbcad6bbfab6e0c9d9c7ae"],
    ["gb18030", "北京今天天气怎么样", "b1b1bea9bdf1ccecccecc6f8d4f5c3b4d1f9"],
    ["euc-kr", "오븐은 빵을 굽는다", "bfc0baecc0ba20bba7c0bb20b1c1b4c2b4d9"],
    ["euc-jp", "猫は眠る", "c7ada4cfccb2a4eb"],
    ["euc-jp", "川は砂を海へ運ぶ", "c0eea4cfbabda4f2b3a4a4d8b1bfa4d6"],
  ])("%s is found in a short text: %s", async (encoding, text, hex) => {
    expect(await decode(new Uint8Array(Buffer.from(hex, "hex")))).toMatchObject({ encoding, text });
  });

  test("a byte-order mark is certain, and a choice cannot override it", async () => {
    const marked = bytes(0xff, 0xfe, 0x42, 0x00);
    expect(await decode(marked, "windows-1252")).toMatchObject({
      text: "B",
      encoding: "utf-16le",
      guessed: false,
    });
    expect(await decode(utf8("\uFEFFMüller"))).toMatchObject({
      text: "Müller",
      encoding: "utf-8",
      guessed: false,
    });
  });

  test("characters that are none are named by their lines", async () => {
    const cut = new Uint8Array([...utf8("Äpfel, Öl und Brot\nMü"), 0xc3]);
    expect(await decode(cut)).toMatchObject({ encoding: "utf-8", problems: [{ line: 2 }] });
  });
});

describe("files that are not text", () => {
  test.each([
    ["a.pdf", "%PDF-1.7", "PDF"],
    ["a.txt", "%PDF-1.7", "PDF"],
    ["a.docx", "PK\x03\x04", "Word"],
    ["a.doc", "\xD0\xCF\x11\xE0", "old Office"],
    ["a.parquet", "PAR1", "Parquet"],
    ["a.rtf", "{\\rtf1", "RTF"],
    ["a.jpg", "\xFF\xD8\xFF", "JPEG"],
    ["a.zst", "\x28\xB5\x2F\xFD", "Zstandard"],
  ])("%s that begins with %j is named %s", (name, start, kind) => {
    expect(
      unreadableBytes(
        name,
        Uint8Array.from(start, (character) => character.charCodeAt(0)),
      ),
    ).toMatchObject({
      name: kind,
    });
  });

  test("text is none of them", () => {
    expect(unreadableBytes("a.txt", utf8("PAR and PDF, {rtf}"))).toBeUndefined();
  });
});
