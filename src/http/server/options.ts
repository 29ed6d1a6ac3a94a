/** Parses the command line of `npm run serve`. Pure. */
import { parseArgs } from "node:util";
import { catalogue, defaultHubHost, findModel } from "../../models/catalogue.ts";
import { embeddedModel } from "../../models/embedded-model.ts";
import type { Dtype, ModelEntry } from "../../models/model.ts";
import type { CallerOptions } from "./callers.ts";

export interface ServeOptions extends CallerOptions {
  /** 0 picks a free port. */
  port: number;
  host: string;
  /** At least one. The first answers requests that name no model. */
  models: readonly ModelEntry[];
  /** Default: the weights that suit WASM. */
  dtype: Dtype | undefined;
  /** Requests that name an unknown model are answered by the first one. */
  anyModel: boolean;
  apiKey: string | undefined;
  hubHost: string;
  maxDocuments: number;
  maxBodyBytes: number;
  maxConcurrent: number;
}

export const help = `npm run serve -- [options]

Serves POST /v1/rerank with the same engine as the page. It is meant for demonstrations, tests and comparisons, not for
production. Models are loaded at the start. Only the models that you name here are ever downloaded.

  --model ID            a model from the catalogue; repeat the option for more, the first is the default
                        (default: ${embeddedModel.id}, which needs no network)
  --any-model           answer requests that name another model, too; the answer names the model that ran
  --dtype DTYPE         use these weights (${[...new Set(catalogue.flatMap(wasmDtypes))].join(", ")})
  --port NUMBER         port to listen on; 0 picks a free one (default: 8787)
  --host ADDRESS        address to listen on (default: 127.0.0.1)
  --api-key KEY         require this key as a bearer token; TABRANK_API_KEY in the environment keeps it out of the
                        process list
  --allow-origin ORIGIN let pages of this origin call the server, such as https://example.com; repeat the option for
                        more. * lets every page that you visit use the server, null pages without an origin, such as
                        files (default: loopback, which is all pages of this machine)
  --allow-host NAME     answer to this name, too, such as my-machine.local; repeat the option for more (default: the
                        names of this machine for itself, and IP addresses)
  --hub-host URL        server to download models from (default: ${defaultHubHost})
  --max-documents N     documents per request (default: 1000)
  --max-body BYTES      size of a request (default: 10000000)
  --max-concurrent N    requests at the same time; further ones are answered with 429 (default: 4)
  --help                show this help

Models: ${catalogue.map(({ id }) => id).join("\n        ")}`;

/** @throws {Error} with a message of one line */
export function parseOptions(
  parameters: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ServeOptions | "help" {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      port: { type: "string", default: "8787" },
      host: { type: "string", default: "127.0.0.1" },
      model: { type: "string", multiple: true, default: [embeddedModel.id] },
      "any-model": { type: "boolean", default: false },
      dtype: { type: "string" },
      "api-key": { type: "string" },
      "allow-origin": { type: "string", multiple: true, default: ["loopback"] },
      "allow-host": { type: "string", multiple: true, default: [] },
      "hub-host": { type: "string", default: defaultHubHost },
      "max-documents": { type: "string", default: "1000" },
      "max-body": { type: "string", default: "10000000" },
      "max-concurrent": { type: "string", default: "4" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const models = [...new Set(values.model)].map(requireModel);
  return {
    port: wholeNumber("--port", values.port, 0, 65_535),
    host: values.host,
    models,
    dtype: parseDtype(values.dtype, models),
    anyModel: values["any-model"],
    apiKey: parseKey(values["api-key"], environment["TABRANK_API_KEY"]),
    allowOrigins: values["allow-origin"].map(parseOrigin),
    // Whoever listens on a name is known by it.
    allowHosts: [...values["allow-host"].map(parseHost), values.host.toLowerCase()],
    hubHost: values["hub-host"],
    maxDocuments: wholeNumber("--max-documents", values["max-documents"], 1),
    maxBodyBytes: wholeNumber("--max-body", values["max-body"], 1),
    maxConcurrent: wholeNumber("--max-concurrent", values["max-concurrent"], 1),
  };
}

function requireModel(id: string): ModelEntry {
  const model = findModel(id);
  if (model) return model;
  throw new Error(
    `--model: the catalogue has no model "${id}". Available: ${catalogue.map(({ id }) => id).join(", ")}.`,
  );
}

function wasmDtypes({ variants }: ModelEntry): Dtype[] {
  return variants.filter(({ devices }) => devices.includes("wasm")).map(({ dtype }) => dtype);
}

function parseDtype(name: string | undefined, models: readonly ModelEntry[]): Dtype | undefined {
  if (name === undefined) return undefined;
  const lacking = models.find((model) => !wasmDtypes(model).some((dtype) => dtype === name));
  if (lacking)
    throw new Error(
      `--dtype: ${lacking.id} has no "${name}" weights for WASM. Available: ${wasmDtypes(lacking).join(", ")}.`,
    );
  return models.flatMap(wasmDtypes).find((dtype) => dtype === name);
}

/**
 * An empty `--api-key` is an error: it usually comes from a shell variable that is not set, and ignoring it would leave
 * the server open.
 */
function parseKey(option: string | undefined, variable: string | undefined): string | undefined {
  if (option !== undefined && !/^\S+$/.test(option))
    throw new Error("--api-key must not be empty or contain spaces.");
  // No client could send a key that ends in a line break.
  if (variable !== undefined && /\s/.test(variable))
    throw new Error("TABRANK_API_KEY must not contain spaces.");
  return option ?? (variable === "" ? undefined : variable);
}

function parseOrigin(text: string): string {
  if (["*", "null", "loopback"].includes(text)) return text;
  // As browsers write it: `https://EXAMPLE.com:443` is `https://example.com`.
  if (/^https?:\/\/[\w.:[\]-]+$/.test(text) && URL.canParse(text)) return new URL(text).origin;
  // Of extensions and apps. `URL` knows no origin of theirs; browsers send this.
  if (/^(?!https?:)[a-z][a-z\d+.-]*:\/\/[a-z\d.-]+$/.test(text)) return text;
  throw new Error(
    `--allow-origin must be loopback, * or an origin such as https://example.com, not "${text}".`,
  );
}

function parseHost(text: string): string {
  if (/^[\w.-]+$/.test(text)) return text.toLowerCase().replace(/\.$/, "");
  throw new Error(`--allow-host must be a name without port, such as my-machine.local, not "${text}".`);
}

function wholeNumber(option: string, text: string, min: number, max = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw new Error(`${option} must be a whole number ${range}, not "${text}".`);
}
