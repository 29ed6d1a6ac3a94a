import { RerankError } from "../../../contract/errors.ts";

/** An image as rows of pixels: red, green, blue, 0 to 255 each. */
export interface Pixels {
  data: Uint8ClampedArray | Uint8Array;
  width: number;
  height: number;
}

/** Each pixel takes four bytes, several times over; more pixels than these exhaust a worker's memory. */
const maxPixels = 40_000_000;

const inexact =
  "has transparent parts, whose colours this browser cannot read exactly: save it without transparency";

function tooLarge(width: number, height: number): string {
  return `has ${width} × ${height} pixels, more than the maximum of ${maxPixels / 1e6} million`;
}

/**
 * Decodes the formats that the browser knows (PNG, JPEG, WebP, GIF, AVIF, …) and rotates the image by its EXIF data. The
 * alpha channel is dropped and the colours are kept, like Pillow's `Image.convert("RGB")` in the originals.
 * @throws {RerankError} `unsupported_input` if the bytes are not an image or the browser has no canvas in workers
 */
export async function decodePixels(blob: Blob): Promise<Pixels> {
  if (!("createImageBitmap" in globalThis) || !("OffscreenCanvas" in globalThis))
    throw new RerankError("unsupported_input", "cannot be decoded: this browser has no canvas in workers");
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none" }).catch((cause: unknown) => {
    throw new RerankError("unsupported_input", "cannot be decoded: it is damaged or not an image", {
      cause,
    });
  });
  try {
    const { width, height } = bitmap;
    if (width * height > maxPixels) throw new RerankError("unsupported_input", tooLarge(width, height));
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context)
      throw new RerankError("unsupported_input", "cannot be decoded: this browser has no canvas in workers");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    if (isOpaque(data)) return { data: withoutAlpha(data), width, height };
    const exact = (await readUnmultiplied(blob)) ?? (await readFrame(blob));
    if (!exact) throw new RerankError("unsupported_input", inexact);
    return { data: withoutAlpha(exact), width, height };
  } finally {
    bitmap.close();
  }
}

function isOpaque(rgba: Uint8ClampedArray): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
}

/**
 * A canvas multiplies colours by their opacity, which loses colours of low opacity; a texture does not.
 * @returns `undefined` without WebGL 2 or if the image is too large for a texture
 */
async function readUnmultiplied(blob: Blob): Promise<Uint8Array | undefined> {
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2");
  if (!gl) return undefined;
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  try {
    const { width, height } = bitmap;
    const texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    const rgba = new Uint8Array(width * height * 4);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
    return gl.getError() === gl.NO_ERROR ? rgba : undefined;
  } finally {
    bitmap.close();
    gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}

/** A PNG of one pixel, whose colour a way that multiplies loses. */
const knownImage =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGM4kWLECAAEtgFg+P6R2QAAAABJRU5ErkJggg==";
const knownPixel = "200,100,50,1";

/** @returns `undefined` where a video frame does not keep colours, as in WebKit */
async function readFrame(blob: Blob): Promise<Uint8Array | undefined> {
  if (!("VideoFrame" in globalThis)) return undefined;
  const known = new Blob([Uint8Array.from(atob(knownImage), (byte) => byte.charCodeAt(0))]);
  const pixel = await frameOf(known);
  return pixel?.join() === knownPixel ? frameOf(blob) : undefined;
}

/** In the frame's own order of colours: to be asked for another makes Chromium multiply. */
async function frameOf(blob: Blob): Promise<Uint8Array | undefined> {
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  const frame = new VideoFrame(bitmap, { timestamp: 0 });
  try {
    const pixels = new Uint8Array(frame.allocationSize());
    const [layout] = await frame.copyTo(pixels);
    if (layout?.stride !== bitmap.width * 4) return undefined;
    if (frame.format === "RGBA") return pixels;
    return frame.format === "BGRA" ? swapRedAndBlue(pixels) : undefined;
  } finally {
    frame.close();
    bitmap.close();
  }
}

function swapRedAndBlue(pixels: Uint8Array): Uint8Array {
  return pixels.map((byte, at) => {
    if (at % 4 === 0) return pixels[at + 2] ?? 0;
    return at % 4 === 2 ? (pixels[at - 2] ?? 0) : byte;
  });
}

function withoutAlpha(rgba: Uint8ClampedArray | Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let pixel = 0; pixel * 4 < rgba.length; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      rgb[pixel * 3 + channel] = rgba[pixel * 4 + channel] ?? 0;
    }
  }
  return rgb;
}
