import { RerankError } from "../../contract/errors.ts";

/** An image as rows of pixels: red, green, blue, 0 to 255 each. */
export interface Pixels {
  data: Uint8ClampedArray | Uint8Array;
  width: number;
  height: number;
}

/**
 * Decodes what the browser can (PNG, JPEG, WebP, GIF, AVIF, …), turned upright as its EXIF data says. Transparency is
 * dropped and the colour behind it kept, as the originals do (`Image.convert("RGB")` of Pillow).
 * @throws {RerankError} `unsupported_input` for bytes that are no image, or where the browser has no canvas in workers
 */
export async function decodePixels(blob: Blob): Promise<Pixels> {
  if (!("createImageBitmap" in globalThis) || !("OffscreenCanvas" in globalThis))
    throw new RerankError("unsupported_input", "Images cannot be read here: there is no canvas in workers.");
  const bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none" }).catch((cause: unknown) => {
    throw new RerankError("unsupported_input", "An image cannot be read: it is damaged, or no image.", {
      cause,
    });
  });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context)
      throw new RerankError("unsupported_input", "Images cannot be read here: there is no canvas.");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    const exact = isOpaque(data) ? data : await decodeUnmultiplied(blob, data.length);
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
 * A canvas multiplies colours with their opacity, which loses them where there is little of it; a decoder does not.
 * `undefined` where the browser has none, or another opinion of the size: then the canvas's colours must do.
 */
async function decodeUnmultiplied(blob: Blob, bytes: number): Promise<Uint8ClampedArray | undefined> {
  if (!("ImageDecoder" in globalThis) || !(await ImageDecoder.isTypeSupported(blob.type))) return undefined;
  const decoder = new ImageDecoder({
    type: blob.type,
    data: await blob.arrayBuffer(),
    premultiplyAlpha: "none",
    colorSpaceConversion: "none",
  } as ImageDecoderInit);
  try {
    const { image } = await decoder.decode();
    const rgba = new Uint8ClampedArray(image.allocationSize({ format: "RGBA" }));
    await image.copyTo(rgba, { format: "RGBA" });
    image.close();
    return rgba.length === bytes ? rgba : undefined;
  } catch {
    return undefined;
  } finally {
    decoder.close();
  }
}

function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let pixel = 0; pixel * 4 < rgba.length; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      rgb[pixel * 3 + channel] = rgba[pixel * 4 + channel] ?? 0;
    }
  }
  return rgb;
}
