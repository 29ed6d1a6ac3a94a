/**
 * What the site tells browsers to allow, in one table. The build writes it into `_headers` and, for hosts that send no
 * headers, its policy into both pages; `npm start` sends it.
 */
import { existsSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { Plugin } from "vite";

type Directives = Readonly<Record<string, readonly string[]>>;

const policy: Directives = {
  "default-src": ["'none'"],
  // ONNX Runtime compiles WebAssembly.
  "script-src": ["'self'", "'wasm-unsafe-eval'"],
  // A sandboxed `embed.html` has no origin, so its worker starts from a blob.
  "worker-src": ["'self'", "blob:"],
  "style-src": ["'self'"],
  "img-src": ["'self'", "data:", "blob:"],
  "font-src": ["'self'"],
  // Visitors choose the hub, the server to compare with, and images by their addresses.
  "connect-src": ["'self'", "https:", "http:"],
  "manifest-src": ["'self'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
  "require-trusted-types-for": ["'script'"],
  // The policy of `src/engine/local/trusted-script.ts`, for the addresses of workers.
  "trusted-types": ["tabrank"],
};

const written = (directives: Directives): string =>
  Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");

export const contentSecurityPolicy = written(policy);

export interface HeaderRule {
  comment?: string;
  /** From the site's root; `*` stands for anything. */
  path: string;
  headers: Readonly<Record<string, string>>;
}

const notFramed = { "X-Frame-Options": "SAMEORIGIN" };
const forOtherSites = { "Access-Control-Allow-Origin": "*" };

export const siteHeaders: readonly HeaderRule[] = [
  {
    path: "/*",
    headers: {
      "Content-Security-Policy": contentSecurityPolicy,
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    },
  },
  {
    comment: "The playground is not for frames of other sites; embed.html is.",
    path: "/",
    headers: notFramed,
  },
  { path: "/index.html", headers: notFramed },
  {
    comment: "Other sites may include the element: its script, what it imports, and the embedded model.",
    path: "/element.js",
    headers: forOtherSites,
  },
  { path: "/tabrank.js", headers: forOtherSites },
  { path: "/models/*", headers: forOtherSites },
  {
    comment: "Names hold a hash of the content.",
    path: "/assets/*",
    headers: { ...forOtherSites, "Cache-Control": "public, max-age=31536000, immutable" },
  },
  { path: "/tabrank-service-worker.js", headers: { "Cache-Control": "no-cache" } },
];

const introduction =
  "# For Netlify and Cloudflare Pages; other servers: docs/hosting.md. Paths are those of the site's root.";

const headersFileName = "_headers";

/** The file that Netlify and Cloudflare Pages read. */
export function headersFile(): string {
  const rules = siteHeaders.map(({ comment, path, headers }) => {
    const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
    return [...(comment === undefined ? [] : [`# ${comment}`]), path, ...lines].join("\n");
  });
  return `${[introduction, ...rules].join("\n\n")}\n`;
}

/** Before everything else: a policy holds only for what comes after it. */
export function withPolicy(html: string): string {
  const charset = '<meta charset="utf-8" />';
  if (!html.includes(charset)) throw new Error(`The page has no ${charset}, after which its policy stands.`);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}" />`;
  return html.replace(charset, `${charset}\n    ${meta}`);
}

function setHeaders({ url = "/" }: IncomingMessage, response: ServerResponse): void {
  const [path = "/"] = url.split(/[?#]/, 1);
  for (const { path: pattern, headers } of siteHeaders) {
    const matches = pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
    if (!matches) continue;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  }
}

/**
 * In development Vite puts scripts and styles into the page, which carry a nonce, and talks to it by a socket. It makes
 * script addresses of strings, so Trusted Types are not enforced there.
 */
export function developmentPolicy(nonce: string): string {
  const { "require-trusted-types-for": _, "trusted-types": __, ...rest } = policy;
  const more: Directives = {
    "script-src": [`'nonce-${nonce}'`],
    "style-src": [`'nonce-${nonce}'`],
    "connect-src": ["ws:", "wss:"],
  };
  return written(
    Object.fromEntries(
      Object.entries(rest).map(([name, sources]) => [name, [...sources, ...(more[name] ?? [])]]),
    ),
  );
}

export function siteHeadersPlugin(): Plugin {
  const nonce = crypto.randomUUID();
  return {
    name: "site-headers",
    config: (_, { command, isPreview = false }) =>
      command === "serve" && !isPreview
        ? {
            html: { cspNonce: nonce },
            server: { headers: { "Content-Security-Policy": developmentPolicy(nonce) } },
          }
        : {},
    configurePreviewServer({ middlewares, config }) {
      // The page of the tests has none, and is served by the same configuration.
      if (!existsSync(join(config.root, config.build.outDir, headersFileName))) return;
      middlewares.use((request, response, next) => {
        setHeaders(request, response);
        next();
      });
    },
    transformIndexHtml: {
      order: "post",
      // In development the server is there to send it.
      handler: (html, { server }) => (server ? html : withPolicy(html)),
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: headersFileName, source: headersFile() });
    },
  };
}
