/** Servers of the core suite, on free ports, for all three browsers: the built page as `vite preview` serves it. */
import { fileURLToPath } from "node:url";
import type { AddressInfo } from "node:net";
import { type Plugin, preview } from "vite";
import type { TestProject } from "vitest/node";
import { hub } from "../e2e/hub-server.mjs";
import { serve, serveKey } from "../e2e/served.ts";
import { standInWorker } from "../e2e/stand-in/stand-in-worker.ts";

export interface Sites {
  /** The page with its real engine. */
  real: number;
  /** The page with the worker around recorded scores, without a service worker; `/page.html` and `/parent.html`, too. */
  recorded: number;
  /** The library on `window.tabrank`. */
  harness: number;
  hub: number;
  /** `npm run serve`. */
  serve: { url: string; key: string };
}
declare module "vitest" {
  interface ProvidedContext {
    sites: Sites;
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`;

/** A page with the element, and one around `embed.html` of another origin, which stands in its address. */
const pages: Record<string, (embed: string) => string> = {
  "/page.html": () =>
    page(
      "Element",
      `<script type="module" src="/element.js"></script>
       <tab-rank query="bread"><ul><li>a train</li><li>a loaf of bread</li></ul></tab-rank>`,
    ),
  /** Everything that the checks listen for. */
  "/faulty.html": () => page("Faulty", `<img alt="" src="http://foreign.example/image.png">`),
  "/parent.html": (embed) =>
    page("Parent", `<iframe title="Rerank" src="${embed.replaceAll("&", "&amp;")}"></iframe>`),
};

function recordedScores(worker: string): Plugin {
  return {
    name: "recorded-scores",
    configurePreviewServer: ({ middlewares }) =>
      void middlewares.use((request, response, next) => {
        const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
        const written = pages[pathname];
        if (written)
          response
            .setHeader("content-type", "text/html; charset=utf-8")
            .setHeader("content-security-policy", pathname === "/faulty.html" ? "script-src 'none'" : "")
            .end(written(searchParams.get("embed") ?? ""));
        else if (/\/rerank\.worker-[\w-]+\.js$/.test(pathname))
          response.setHeader("content-type", "text/javascript").end(worker);
        else if (pathname === "/tabrank-service-worker.js") response.writeHead(404).end();
        else next();
      }),
  };
}

// oxlint-disable-next-line import/no-default-export -- what Vitest loads
export default async function startSites({ provide }: TestProject): Promise<() => Promise<void>> {
  const start = async (mode: string, plugins: Plugin[] = []) =>
    preview({ root, mode, plugins, logLevel: "error", preview: { port: 0, host: "127.0.0.1" } });
  const previews = await Promise.all([
    start("production"),
    start("production", [recordedScores(await standInWorker())]),
    start("harness"),
  ]);
  const served = await serve();
  await new Promise<void>((resolve) => hub.listen(0, resolve));
  const portOf = (server: { address: () => unknown }) => (server.address() as AddressInfo).port;
  const [real = 0, recorded = 0, harness = 0] = previews.map(({ httpServer }) => portOf(httpServer));
  provide("sites", {
    real,
    recorded,
    harness,
    hub: portOf(hub),
    serve: { url: served.url, key: serveKey },
  });
  return async () => {
    served.stop();
    hub.close();
    await Promise.all(previews.map((it) => it.close()));
  };
}
