import { expect, test } from "vitest";
import { isWebAddress } from "../../../src/models/web-address.ts";

test.each(["https://huggingface.co", "http://localhost:8080/", "HTTPS://HUB.EXAMPLE/a"])(
  "models can be fetched from %s",
  (address) => expect(isWebAddress(address)).toBe(true),
);

test.each([
  "javascript:alert(1)",
  "data:text/plain,x",
  "file:///models",
  "blob:https://a.example/1",
  "h",
  "https:",
  "https://",
])("models cannot be fetched from %s", (address) => expect(isWebAddress(address)).toBe(false));
