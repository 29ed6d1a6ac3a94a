import { RerankError } from "../../contract/errors.ts";

/** An image as rows of pixels: red, green, blue, 0 to 255 each. */
export interface Pixels {
  data: Uint8ClampedArray | Uint8Array;
  width: number;
  height: number;
}

/**
 * Decodes what the browser can (PNG, JPEG, WebP, GIF, AVIF, …), turned upright as its EXIF data says.
 * Transparent parts are shown on white, as a person sees them on a page.
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
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0);
    return { data: withoutAlpha(context.getImageData(0, 0, width, height).data), width, height };
  } finally {
    bitmap.close();
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
