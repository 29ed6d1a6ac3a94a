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

/** As Chromium and Firefox keep them, or as WebKit does, which multiplies. */
function withFrames(pixel: number[]): void {
  vi.stubGlobal(
    "VideoFrame",
    class {
      format = "BGRA";
      allocationSize = () => 4;
      copyTo = async (bytes: Uint8Array) => {
        bytes.set(pixel);
        return [{ offset: 0, stride: 4 }];
      };
      close(): void {}
    },
  );
}

test("a video frame gives them where there is no WebGL", async () => {
  withoutWebGl();
  withFrames([50, 100, 200, 1]);
  await expect(decodePixels(image)).resolves.toEqual({ ...size, data: new Uint8Array([200, 100, 50]) });
});

test("a video frame that loses a known colour is not believed", async () => {
  withoutWebGl();
  withFrames([0, 0, 0, 1]);
  await expect(decodePixels(image)).rejects.toMatchObject({ code: "unsupported_input" });
});
