/** Fetches images from other servers as a run does: without cookies, and only where the server allows it. */

const fetched = new Map<string, Promise<string>>();

/** @returns a blob URL of the image; the server is asked only once per visit */
export function fetchRemoteImage(url: string): Promise<string> {
  const known = fetched.get(url);
  if (known) return known;
  const loading = fetch(url, { credentials: "omit", referrerPolicy: "no-referrer" }).then(
    async (response) => {
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      return URL.createObjectURL(await response.blob());
    },
  );
  fetched.set(url, loading);
  // A retry may succeed.
  loading.catch(() => fetched.delete(url));
  return loading;
}
