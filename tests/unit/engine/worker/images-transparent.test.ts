/** Colours under opacity: a canvas loses them, so they are read in another way or the image is refused. */
import { expect, test, vi } from "vitest";
import { decodePixels } from "../../../../src/engine/worker/images/pixels.ts";

const size = { width: 1, height: 1 };

/** A browser whose canvas has lost the colour of a nearly transparent pixel, without WebGL. */
function withoutWebGl(): void {
  vi.stubGlobal("createImageBitmap", async () => ({ ...size, close: () => {} }));
  vi.stubGlobal(
    "OffscreenCanvas",
    class {
      getContext(kind: string): unknown {
        if (kind !== "2d") return null;
        return { drawImage: () => {}, getImageData: () => ({ data: new Uint8ClampedArray([0, 0, 0, 1]) }) };
      }
    },
  );
}
const image = new Blob([], { type: "image/png" });

test("without WebGL and WebCodecs they are refused by name, not read wrong", async () => {
  withoutWebGl();
  await expect(decodePixels(image)).rejects.toMatchObject({
    code: "unsupported_input",
    message: expect.stringMatching(/transparent parts.*save it without transparency/),
  });
});

test("WebCodecs gives them where there is no WebGL", async () => {
  withoutWebGl();
  const frame = {
    allocationSize: () => 4,
    copyTo: async (rgba: Uint8Array) => rgba.set([200, 100, 50, 1]),
    close: () => {},
  };
  vi.stubGlobal(
    "ImageDecoder",
    class {
      static isTypeSupported = async (type: string) => type === "image/png";
      decode = async () => ({ image: frame });
      close(): void {}
    },
  );
  await expect(decodePixels(image)).resolves.toEqual({ ...size, data: new Uint8Array([200, 100, 50]) });
  await expect(decodePixels(new Blob([]))).rejects.toMatchObject({ code: "unsupported_input" });
});
