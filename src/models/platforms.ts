/**
 * How much memory browsers let one page have. No API tells, so the limits of phones come from public reports; a browser
 * ends a page that takes more, without an error. Pure.
 */

interface PlatformLimits {
  /** As in "on an iPhone or iPad". */
  name: string;
  /** Memory at which the browser ends a page. */
  pageBytes: number;
  /** For all workers of one engine: the page, its files and other engines need the rest. */
  workerBytes: number;
}

export const platforms = {
  // A tab ends after a model of 3 billion parameters is downloaded, on iOS 26; 1.5 GB for a page:
  // https://github.com/mlc-ai/web-llm/issues/753, https://bugs.webkit.org/show_bug.cgi?id=268816
  // Others keep WASM's memory below 512 MB there:
  // https://github.com/typst/webapp-issues/issues/233, https://github.com/google-deepmind/mujoco/pull/3529
  ios: {
    name: "an iPhone or iPad",
    pageBytes: 1.5e9,
    workerBytes: 0.6e9,
  },
  // Chrome 88 on a phone with 6 GB, 976 MB in WASM and 1.3 GB beside it: https://github.com/WebAssembly/design/issues/1397
  android: {
    name: "an Android phone",
    pageBytes: 2.2e9,
    workerBytes: 0.9e9,
  },
} as const satisfies Record<string, PlatformLimits>;

export type Platform = keyof typeof platforms;

/** What a browser says about itself. */
export interface BrowserNames {
  userAgent: string;
  /** `navigator.userAgentData.platform`, where there is one. */
  platform?: string | undefined;
  maxTouchPoints: number;
}

/** @returns `undefined` for platforms without a known limit */
export function platformOf({ userAgent, platform = "", maxTouchPoints }: BrowserNames): Platform | undefined {
  if (platform === "Android" || /\bAndroid\b/.test(userAgent)) return "android";
  // An iPad calls itself a Mac, but no Mac has a touch screen.
  const isPad = /\bMacintosh\b/.test(userAgent) && maxTouchPoints > 1;
  return isPad || /\b(iPhone|iPad|iPod)\b/.test(userAgent) ? "ios" : undefined;
}

/** Enough for eight workers of the embedded model, and no more than a comparison of four engines can have. */
export const defaultWorkerBytes = 1.2e9;

/**
 * Memory for all workers of one engine: a quarter of the machine's, within what its browser allows.
 * @param memoryBytes of the machine, if the browser says so
 */
export function workerMemory(platform: Platform | undefined, memoryBytes: number | undefined): number {
  const allowed = platform === undefined ? defaultWorkerBytes : platforms[platform].workerBytes;
  return memoryBytes === undefined ? allowed : Math.min(allowed, memoryBytes / 4);
}
