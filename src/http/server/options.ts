/** The command line of `npm run serve`. Pure. */
import { parseArgs } from "node:util";
import { catalogue, defaultHubHost, findModel } from "../../models/catalogue.ts";
import { embeddedModel } from "../../models/embedded-model.ts";
import type { Dtype, ModelEntry } from "../../models/model.ts";

export interface ServeOptions {
  /** 0: any that is free. */
  port: number;
  host: string;
  /** At least one; the first answers requests that name no model. */
  models: readonly ModelEntry[];
  /** Only these weights; otherwise what suits WASM. */
  dtype: Dtype | undefined;
  apiKey: string | undefined;
  allowOrigin: string;
  hubHost: string;
  maxDocuments: number;
  maxBodyBytes: number;
  maxConcurrent: number;
}

export const help = `npm run serve -- [options]

Answers POST /v1/rerank with the engine of the page. For demonstrations, tests and comparisons; no production server.
Models are loaded at the start. Nothing but the models named here is ever downloaded.

  --model ID            a model of the catalogue; may be repeated, the first is the default
                        (without it: ${embeddedModel.id}, which needs no network)
  --dtype DTYPE         only these weights (${[...new Set(catalogue.flatMap(wasmDtypes))].join(", ")})
  --port NUMBER         8787; 0 takes any that is free
  --host ADDRESS        127.0.0.1
  --api-key KEY         ask for it as a bearer token; TABRANK_API_KEY in the environment does the same, unseen
  --allow-origin ORIGIN whose pages may ask: *
  --hub-host URL        where models come from: ${defaultHubHost}
  --max-documents N     of one request: 1000
  --max-body BYTES      of one request: 10000000
  --max-concurrent N    requests at the same time: 4; more are answered 429
  --help

Models: ${catalogue.map(({ id }) => id).join("\n        ")}`;

/** @throws {Error} with one line that says what is wrong */
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
      dtype: { type: "string" },
      "api-key": { type: "string" },
      "allow-origin": { type: "string", default: "*" },
      "hub-host": { type: "string", default: defaultHubHost },
      "max-documents": { type: "string", default: "1000" },
      "max-body": { type: "string", default: "10000000" },
      "max-concurrent": { type: "string", default: "4" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const models = [...new Set(values.model)].map(modelOf);
  return {
    port: wholeNumber("--port", values.port, 0, 65_535),
    host: values.host,
    models,
    dtype: dtypeOf(values.dtype, models),
    apiKey: keyOf(values["api-key"], environment["TABRANK_API_KEY"]),
    allowOrigin: originOf(values["allow-origin"]),
    hubHost: values["hub-host"],
    maxDocuments: wholeNumber("--max-documents", values["max-documents"], 1),
    maxBodyBytes: wholeNumber("--max-body", values["max-body"], 1),
    maxConcurrent: wholeNumber("--max-concurrent", values["max-concurrent"], 1),
  };
}

function modelOf(id: string): ModelEntry {
  const model = findModel(id);
  if (model) return model;
  throw new Error(
    `--model: the catalogue has no "${id}". It has ${catalogue.map(({ id }) => id).join(", ")}.`,
  );
}

function wasmDtypes({ variants }: ModelEntry): Dtype[] {
  return variants.filter(({ devices }) => devices.includes("wasm")).map(({ dtype }) => dtype);
}

function dtypeOf(name: string | undefined, models: readonly ModelEntry[]): Dtype | undefined {
  if (name === undefined) return undefined;
  const without = models.find((model) => !wasmDtypes(model).some((dtype) => dtype === name));
  if (without)
    throw new Error(
      `--dtype: ${without.id} has no "${name}" for WASM, but ${wasmDtypes(without).join(", ")}.`,
    );
  return models.flatMap(wasmDtypes).find((dtype) => dtype === name);
}

/** An empty one on the command line is a variable that was not set: the server must not stand open for it. */
function keyOf(option: string | undefined, variable: string | undefined): string | undefined {
  if (option !== undefined && !/^\S+$/.test(option))
    throw new Error("--api-key must not be empty or hold spaces.");
  // With one at its end nobody could ever give it.
  if (variable !== undefined && /\s/.test(variable)) throw new Error("TABRANK_API_KEY must not hold spaces.");
  return option ?? (variable === "" ? undefined : variable);
}

function originOf(typed: string): string {
  if (typed === "*" || typed === "null" || /^https?:\/\/[\w.:[\]-]+$/.test(typed)) return typed;
  throw new Error(`--allow-origin must be * or an origin such as https://example.com, not "${typed}".`);
}

function wholeNumber(option: string, text: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  const upTo = most === Number.MAX_SAFE_INTEGER ? "" : ` to ${most}`;
  throw new Error(`${option} must be a whole number from ${least}${upTo}, not "${text}".`);
}
