/** Upper limit, in case the page is never idle. */
const latestMs = 5000;
const withoutCallbackMs = 1000;

/** Resolves when the page has loaded and is idle. */
export async function whenIdle(): Promise<void> {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => {
      addEventListener("load", resolve, { once: true });
    });
  }
  await new Promise((resolve) => {
    // Safari lacks requestIdleCallback.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: latestMs });
    else setTimeout(resolve, withoutCallbackMs);
  });
}
