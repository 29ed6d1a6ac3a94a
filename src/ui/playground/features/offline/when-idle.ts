/** In case that it never is. */
const latestMs = 5000;
const withoutCallbackMs = 1000;

/** When the page has been loaded and has nothing else to do. */
export async function whenIdle(): Promise<void> {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => {
      addEventListener("load", resolve, { once: true });
    });
  }
  await new Promise((resolve) => {
    // Safari has none.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: latestMs });
    else setTimeout(resolve, withoutCallbackMs);
  });
}
