import fc from "fast-check";
import { expect, test } from "vitest";
import { RerankError } from "../../../../src/contract/errors.ts";
import { modes, oneOf, readEngineSettings } from "../../../../src/ui/element/settings.ts";
import { embeddedModel } from "../../../../src/models/embedded-model.ts";

const places = { documentUrl: "https://page.example/a/b.html", modelBaseUrl: "https://site.example/models/" };
const read = (attributes: Record<string, string>) =>
  readEngineSettings((name) => (Object.hasOwn(attributes, name) ? (attributes[name] ?? null) : null), places);

test("without attributes: the embedded model beside the script, on whatever suits", () => {
  expect(read({})).toEqual({
    model: embeddedModel,
    device: "auto",
    dtype: undefined,
    modelBaseUrl: "https://site.example/models/",
    hubHost: "https://huggingface.co",
  });
});

test("addresses are read from where the page is", () => {
  expect(read({ "model-base-url": "weights", "hub-host": "//hub.example" })).toMatchObject({
    modelBaseUrl: "https://page.example/a/weights/",
    hubHost: "https://hub.example/",
  });
});

test("any attributes give settings or say every one that is wrong", () => {
  const names = ["model", "device", "dtype", "model-base-url", "hub-host"];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...names), fc.string()), (attributes) => {
      try {
        const settings = read(attributes);
        expect(settings.modelBaseUrl.endsWith("/")).toBe(true);
      } catch (error) {
        if (!(error instanceof RerankError)) throw error;
        if (error.code === "model_not_found") return;
        expect(error.code).toBe("invalid_request");
        for (const { field } of error.errors) expect(Object.keys(attributes)).toContain(field);
      }
    }),
  );
});

test("a mode that is none is the first", () => {
  expect(oneOf(modes, null)).toBe("full");
  expect(oneOf(modes, "__proto__")).toBe("full");
  expect(oneOf(modes, "results")).toBe("results");
});

test.each(["javascript:alert(1)", "data:text/plain,x", "file:///models", "ftp://hub.example"])(
  "a hub at %s is refused by name",
  (address) => {
    expect(() => read({ "hub-host": address })).toThrow(
      expect.objectContaining({
        code: "invalid_request",
        errors: [expect.objectContaining({ field: "hub-host", message: "must be an http or https address" })],
      }),
    );
  },
);
