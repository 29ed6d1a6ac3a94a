/** What is used of the browser's Trusted Types. TypeScript's DOM types do not have them yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL: (address: string) => URL };
}

declare global {
  // oxlint-disable-next-line no-var -- what an ambient global is
  var trustedTypes: TrustedTypes | undefined;
}

/** Not `origin`: that of files and of `data:` is the same. */
const placeOf = ({ protocol, host }: URL): string => `${protocol}//${host}`;
const ownPlace = placeOf(new URL(import.meta.url));

/**
 * Where a page enforces Trusted Types, the browser takes a worker's address only from a policy that the page's headers
 * name. This one lets through scripts from beside our own, and blobs, which only we have made.
 */
const policy = once(() => {
  try {
    return globalThis.trustedTypes?.createPolicy("tabrank", { createScriptURL: ownScript });
  } catch {
    // The page's `trusted-types` does not name it. Where the page enforces nothing, or has a default policy that lets
    // the address through, no policy of ours is needed; elsewhere the browser refuses the address itself.
    return undefined;
  }
});

function ownScript(address: string): string {
  const url = new URL(address);
  if (url.protocol === "blob:" || placeOf(url) === ownPlace) return address;
  throw new TypeError(`${address} is not a script of this build.`);
}

/** The address as a worker's constructor takes it. */
export function trustedScript(address: string | URL): URL {
  const url = new URL(address);
  return policy()?.createScriptURL(url.href) ?? url;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
