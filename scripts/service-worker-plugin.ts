/** Builds the service worker after the page, with a list of the page's files. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Plugin, build } from "vite";
import { type OfflineFile, offlinePart } from "../src/offline/parts.ts";
import { serviceWorkerFile } from "../src/offline/protocol.ts";

export function serviceWorkerPlugin(): Plugin {
  let root = "";
  let folder = "";
  return {
    name: "tabrank-service-worker",
    apply: "build",
    configResolved(config) {
      root = config.root;
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      order: "post",
      // A failed build leaves no page.
      handler: () => (existsSync(join(folder, "index.html")) ? buildServiceWorker(root, folder) : undefined),
    },
  };
}

async function buildServiceWorker(root: string, folder: string): Promise<void> {
  const shell = namedAssets(readFileSync(join(folder, "index.html"), "utf8"));
  await build({
    configFile: false,
    root,
    logLevel: "warn",
    publicDir: false,
    define: {
      OFFLINE_FILES: JSON.stringify(offlineFiles(folder, shell)),
    },
    build: {
      target: "es2023",
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: join(root, "src/offline/service-worker.ts"),
        // One classic script, because not every browser supports modules in service workers.
        output: { format: "iife", entryFileNames: serviceWorkerFile },
      },
    },
  });
}

/** Paths of the scripts and styles that the HTML names, relative to the page's folder under any base path. */
function namedAssets(html: string): ReadonlySet<string> {
  const named = html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="[^"]*?(assets\/[^"]+)"/g);
  return new Set([...named].flatMap(([, path]) => path ?? []));
}

function offlineFiles(folder: string, shell: ReadonlySet<string>): OfflineFile[] {
  return readdirSync(folder, { recursive: true })
    .map((path) => String(path).replaceAll("\\", "/"))
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort((a, b) => (a < b ? -1 : 1))
    .flatMap((file) => {
      // Hosts serve index.html at the folder's URL; some redirect requests for index.html itself.
      const path = file === "index.html" ? "" : file;
      const part = offlinePart(path, shell);
      if (!part) return [];
      const data = readFileSync(join(folder, file));
      const sha256 = createHash("sha256").update(data).digest("hex");
      return [{ path, sha256, bytes: data.length, part }];
    });
}
