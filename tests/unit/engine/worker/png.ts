import { inflateSync } from "node:zlib";

/** Bytes of one pixel by colour type: grey, RGB, grey with alpha, RGBA. */
const bytesPerPixel: Record<number, number> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** Reads the fixtures' PNGs (8 bit, not interlaced) as RGB, transparency dropped. */
export function readPng(dataUrl: string): { data: Uint8Array; width: number; height: number } {
  const bytes = Buffer.from(dataUrl.slice(dataUrl.indexOf(",") + 1), "base64");
  const parts: Buffer[] = [];
  let [width, height, type] = [0, 0, 0];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString("latin1", at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name === "IHDR") [width, height, type] = [body.readUInt32BE(0), body.readUInt32BE(4), body[9] ?? 0];
    if (name === "IDAT") parts.push(body);
    at += 12 + length;
  }
  const step = bytesPerPixel[type] ?? 0;
  const raw = inflateSync(Buffer.concat(parts));
  const rowBytes = width * step;
  const pixels = new Uint8Array(rowBytes * height);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (rowBytes + 1)] ?? 0;
    for (let at = 0; at < rowBytes; at++) {
      const here = row * rowBytes + at;
      const left = at >= step ? (pixels[here - step] ?? 0) : 0;
      const up = row > 0 ? (pixels[here - rowBytes] ?? 0) : 0;
      const corner = row > 0 && at >= step ? (pixels[here - rowBytes - step] ?? 0) : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
      pixels[here] = ((raw[row * (rowBytes + 1) + 1 + at] ?? 0) + predicted) & 255;
    }
  }
  const data = new Uint8Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++)
      data[pixel * 3 + channel] = pixels[pixel * step + (step < 3 ? 0 : channel)] ?? 0;
  }
  return { data, width, height };
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
