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

const ownOrigin = new URL(import.meta.url).origin;

/**
 * Where a page enforces Trusted Types, the browser takes a worker's address only from a policy that the page's headers
 * name. This one lets through scripts from beside our own, and blobs, which only we have made.
 */
const policy = once(() =>
  globalThis.trustedTypes?.createPolicy("tabrank", {
    createScriptURL: (address) => {
      const { protocol, origin } = new URL(address);
      if (protocol === "blob:" || origin === ownOrigin) return address;
      throw new TypeError(`${address} is not a script of this build.`);
    },
  }),
);

/** @throws {TypeError} if the page's `trusted-types` does not name `tabrank` */
export function trustedScript(address: string | URL): URL {
  const url = new URL(address);
  return policy()?.createScriptURL(url.href) ?? url;
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
