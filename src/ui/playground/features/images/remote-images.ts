/** Images of other servers, fetched as a run fetches them: without cookies, and only where they allow it. */

const fetched = new Map<string, Promise<string>>();

/** @returns a URL that shows it without asking the server again at this visit */
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
  // Another try may go better.
  loading.catch(() => fetched.delete(url));
  return loading;
}
