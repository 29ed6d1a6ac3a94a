import { expect, test } from "vitest";
import { platformOf, platforms, workerMemory } from "../../../src/models/platforms.ts";

const safari = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1";

// As the browsers' makers document them.
test.each([
  [
    "an iPhone",
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${safari} Mobile/15E148 Safari/604.1`,
    5,
    "ios",
  ],
  [
    "an iPad, which calls itself a Mac",
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari} Safari/605.1.15`,
    5,
    "ios",
  ],
  ["a Mac", `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari} Safari/605.1.15`, 0, undefined],
  [
    "Chrome on Android",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
    5,
    "android",
  ],
  [
    "Firefox on Android",
    "Mozilla/5.0 (Android 15; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0",
    5,
    "android",
  ],
  [
    "Windows with a touch screen",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
    10,
    undefined,
  ],
  [
    "Firefox on Linux",
    "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    0,
    undefined,
  ],
] as const)("%s", (_, userAgent, maxTouchPoints, platform) => {
  expect(platformOf({ userAgent, maxTouchPoints })).toBe(platform);
});

test("the platform of user agent data counts, too", () => {
  expect(platformOf({ userAgent: "", platform: "Android", maxTouchPoints: 5 })).toBe("android");
});

test("workers get a quarter of the memory, within what the platform allows", () => {
  expect(workerMemory("android", 2e9)).toBe(0.5e9);
  expect(workerMemory("android", 8e9)).toBe(platforms.android.workerBytes);
  expect(workerMemory("ios", undefined)).toBe(platforms.ios.workerBytes);
  expect(workerMemory(undefined, undefined)).toBe(1.2e9);
});

test("workers always leave more than half of what a page may take", () => {
  for (const { workerBytes, pageBytes } of Object.values(platforms))
    expect(workerBytes).toBeLessThan(pageBytes / 2);
});
