import { RerankError } from "../../../contract/errors.ts";

/** An image as rows of pixels: red, green, blue, 0 to 255 each. */
export interface Pixels {
  data: Uint8ClampedArray | Uint8Array;
  width: number;
  height: number;
}

/** Four bytes each, several times over: beyond it a worker's memory is gone. */
const mostPixels = 40_000_000;

function tooLarge(width: number, height: number): string {
  return `has ${width} × ${height} pixels, which is more than the ${mostPixels / 1e6} million that can be read here`;
}

/**
 * Decodes what the browser can (PNG, JPEG, WebP, GIF, AVIF, …), turned upright as its EXIF data says. Transparency is
 * dropped and the colour behind it kept, as the originals do (`Image.convert("RGB")` of Pillow).
 * @throws {RerankError} `unsupported_input` for bytes that are no image, or where the browser has no canvas in workers
 */
export async function decodePixels(blob: Blob): Promise<Pixels> {
  if (!("createImageBitmap" in globalThis) || !("OffscreenCanvas" in globalThis))
    throw new RerankError("unsupported_input", "cannot be read here: there is no canvas in workers");
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none" }).catch((cause: unknown) => {
    throw new RerankError("unsupported_input", "cannot be read: it is damaged, or no image", {
      cause,
    });
  });
  try {
    const { width, height } = bitmap;
    if (width * height > mostPixels) throw new RerankError("unsupported_input", tooLarge(width, height));
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) throw new RerankError("unsupported_input", "cannot be read here: there is no canvas");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const exact = isOpaque(data) ? data : await readUnmultiplied(blob);
    return { data: withoutAlpha(exact ?? data), width, height };
  } finally {
    bitmap.close();
  }
}

function isOpaque(rgba: Uint8ClampedArray): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return false;
  return true;
}

/**
 * A canvas multiplies colours with their opacity, which loses them where there is little of it; a texture does not.
 * `undefined` where there is no WebGL 2, or the image is larger than it takes: then the canvas's colours must do.
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

function withoutAlpha(rgba: Uint8ClampedArray | Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let pixel = 0; pixel * 4 < rgba.length; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      rgb[pixel * 3 + channel] = rgba[pixel * 4 + channel] ?? 0;
    }
  }
  return rgb;
}
