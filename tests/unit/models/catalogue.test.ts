import { describe, expect, test } from "vitest";
import { catalogue, findModel } from "../../../src/models/catalogue.ts";
import { goldenScores } from "../../../src/models/golden.ts";
import { withHashes } from "../../../src/models/hashes.ts";
import { embeddedModel } from "../../../src/models/embedded-model.ts";
import { type FamilyName, type ScoreKind, modelFiles } from "../../../src/models/model.ts";
import { CatalogueFile } from "../../../src/models/data-files.ts";
import { Manifest } from "../../../src/models/manifest.ts";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import * as v from "valibot";

const folder = "src/models/catalogue";
const readJson = (file: string): unknown => JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
const fileName = (id: string) => `${id.replace("/", "--")}.json`;

const kinds: Record<FamilyName, ScoreKind> = {
  "cross-encoder": "probability",
  "bi-encoder": "cosine",
  "late-interaction": "maxsim",
  listwise: "cosine",
  "yes-no": "probability",
  multimodal: "probability",
};

/** Whose only published score is of one pair. */
const onePair = ["answerdotai/answerai-colbert-small-v1"];

test("every file is listed once, under its id, and is found", () => {
  expect(catalogue.map(({ id }) => fileName(id)).sort()).toEqual(readdirSync(folder).sort());
  for (const model of catalogue) expect(findModel(model.id)).toBe(model);
});

describe.each(catalogue.map((model) => [model.id, model] as const))("%s", (_, model) => {
  const file = readJson(fileName(model.id));

  test("is a tabrank.json whose every key the schema knows", () => {
    expect(v.parse(CatalogueFile, file)).toEqual(file);
    expect(v.is(Manifest, file)).toBe(true);
  });

  test("is listed without golden scores and hashes, which the engine finds by the id", () => {
    const { tabrank: _version, work: _work, golden, ...entry } = v.parse(CatalogueFile, file);
    expect(withHashes(model)).toEqual({ ...entry, golden: "catalogued" });
    expect(goldenScores(model.id)).toEqual(golden);
    const listed = model.variants.flatMap((variant) => modelFiles(model, variant));
    expect(listed.some(({ sha256 }) => sha256 === "catalogued")).toBe(true);
    // Nothing that could not be checked is loaded.
    expect(() => withHashes({ ...model, id: "mine" })).toThrow("no hash");
  });

  test("can run on WASM", () => {
    expect(model.variants.some(({ devices }) => devices.includes("wasm"))).toBe(true);
  });

  test("offers 16-bit weights only where the adapter has 16-bit floats, and int8 only on WASM", () => {
    for (const { dtype, devices, needsF16 } of model.variants) {
      if (dtype === "fp16") expect(needsF16).toBe(true);
      if (dtype === "q8" || dtype === "w8a8") expect(devices).toEqual(["wasm"]);
    }
  });

  test("is pinned: a commit, sizes, hashes of the right variant", () => {
    if (model.source.kind === "hub") expect(model.source.revision).toMatch(/^[0-9a-f]{40}$/);
    const whole = withHashes(model);
    for (const file of whole.variants.flatMap((variant) => modelFiles(whole, variant))) {
      expect(file.bytes).toBeGreaterThan(0);
      if (file.sha256 !== undefined) expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test("has golden pairs that tell documents apart, and says where they are from", () => {
    const golden = goldenScores(model.id);
    expect(golden?.source).toBeTruthy();
    const scores = golden?.pairs.map(({ score }) => score) ?? [];
    if (scores.length === 1) expect(onePair).toContain(model.id);
    else expect(Math.max(...scores) - Math.min(...scores)).toBeGreaterThan(0.2);
  });

  test("has scores of the kind that its family gives", () => {
    expect(model.scoreKind).toBe(kinds[model.recipe.family]);
  });

  test("says whether it may be used commercially", () => {
    expect(model.licence.commercialUse).toBe(model.licence.name.includes("NC") ? "not-allowed" : "allowed");
  });
});

test("the embedded files are the ones that the catalogue names", () => {
  const { id, variants, tokenizer } = withHashes(embeddedModel);
  for (const { path, bytes, sha256 } of [...variants.flatMap(({ files }) => files), tokenizer.json]) {
    const data = readFileSync(`public/models/${id}/${path}`);
    expect(data.length).toBe(bytes);
    expect(createHash("sha256").update(data).digest("hex")).toBe(sha256);
  }
  expect(readFileSync(`public/models/${id}/LICENSE`, "utf8")).toContain("Apache License");
});
