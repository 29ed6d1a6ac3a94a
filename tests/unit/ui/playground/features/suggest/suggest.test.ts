import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findModel } from "../../../../../../src/models/catalogue.ts";
import { embeddedModel } from "../../../../../../src/models/embedded-model.ts";
import {
  looksEnglish,
  needsOtherLanguages,
} from "../../../../../../src/ui/playground/features/suggest/languages.ts";
import { suggestReranker, suggested } from "../../../../../../src/ui/playground/features/suggest/suggest.ts";

test.each([
  "How do honeybees find their way back to the hive?",
  "The river carries sand and small stones past old mills.",
  "Install the package, then restart your computer if it asks you to do so.",
  "“Naïve” café owners are not what they were, said the résumé of the report.",
])("English: %s", (text) => expect(looksEnglish(text)).toBe(true));

test.each([
  "Wie finden Honigbienen den Weg zurück zu ihrem Stock, wenn sie weit fliegen?",
  "Der Hund schlief den ganzen Tag in der Sonne vor dem alten Haus am Waldrand.",
  "¿Cómo encuentran las abejas el camino de vuelta a la colmena?",
  "Les abeilles retrouvent le chemin de la ruche grâce au soleil.",
  "Le api ritrovano la strada di casa con l'aiuto del sole e del profumo.",
  "As abelhas encontram o caminho de volta para casa pelo sol.",
  "De bijen vinden de weg naar huis terug met de stand van de zon.",
  "Пчёлы находят дорогу домой по солнцу и по запаху улья.",
  "蜜蜂靠太阳的位置和气味找到回巢的路，它们飞得很远。",
  "ミツバチは太陽の位置と匂いで巣への帰り道を見つけます。",
  "北京是中国的首都",
  "Как сбросить",
  "النحل يجد طريقه إلى الخلية بمساعدة الشمس",
  "Bio-Hautpflege für empfindliche Haut",
])("another language: %s", (text) => expect(looksEnglish(text)).toBe(false));

test.each([
  "A capital do Brasil é Brasília.",
  "Amsterdam is de hoofdstad van Nederland.",
  "",
  "SKU 4711",
  "honey hive",
  "Berlin Hamburg Köln",
])("too little to say: %j", (text) => {
  expect(looksEnglish(text)).not.toBe(true);
});

test("single documents of other languages are exceptions; a query of another language is not", () => {
  const english = Array.from({ length: 9 }, () => "The river carries sand past the old mills of the town.");
  const german = "Der Fluss trägt Sand an den alten Mühlen der Stadt vorbei.";
  expect(needsOtherLanguages("river", english)).toBe(false);
  expect(needsOtherLanguages("river", [...english, german])).toBe(false);
  expect(needsOtherLanguages("river", [...english, german, german])).toBe(true);
  expect(needsOtherLanguages("Welcher Fluss trägt den Sand an den Mühlen vorbei?", english)).toBe(true);
  expect(needsOtherLanguages("4711", ["4711", "4712"])).toBe(false);
});

test("the examples of the page get the reranker that reads them", () => {
  const example = (name: string) =>
    JSON.parse(
      readFileSync(new URL(`../../../../../../src/ui/examples/${name}.json`, import.meta.url), "utf8"),
    ) as { query: string; documents: (string | { text: string })[] };
  const suggestFor = (name: string) => {
    const { query, documents } = example(name);
    const texts = documents.map((document) => (typeof document === "string" ? document : document.text));
    return suggestReranker(embeddedModel, query, texts);
  };
  expect(suggestFor("skincare")).toMatchObject({
    model: { id: suggested.multilingual },
    otherLanguages: true,
  });
  for (const name of ["question-answering", "support-tickets", "word-matching-fails"])
    expect(suggestFor(name)).toMatchObject({ model: { id: suggested.english }, otherLanguages: false });
});

test("what is suggested is in the catalogue, may be used commercially, and runs on WASM", () => {
  for (const id of Object.values(suggested)) {
    const model = findModel(id);
    expect(model?.recipe.family).toBe("cross-encoder");
    expect(model?.licence.commercialUse).toBe("allowed");
    expect(model?.variants.some(({ devices }) => devices.includes("wasm"))).toBe(true);
  }
});
