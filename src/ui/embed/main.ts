/** `embed.html`: the element in a page of its own, for an iframe of any site. */
import { defineTabRank } from "../element/define-tab-rank.ts";
import type { TabRankEventDetails } from "../element/events.ts";
import type { TabRankElement } from "../element/tab-rank-element.ts";
import { type Example, examples } from "../examples/examples.ts";
import { findModel } from "../../models/catalogue.ts";
import { modelInputs } from "../../models/model.ts";
import { unpackFragment } from "../draft/share-link.ts";
import { textOnly } from "../../contract/rerank.ts";
import { attributeName, propertyName, settingNames } from "../../contract/settings.ts";
import { requestSettings } from "../draft/typed-settings.ts";
import type { SharedDraft } from "../draft/shared-draft.ts";
import { createBridge } from "./bridge.ts";
import "./embed.css";
import { readParameters } from "./parameters.ts";
import { type EmbedEvent, protocolVersion } from "./protocol.ts";

const { attributes, documents, example: exampleName, origins, problems } = readParameters(location.search);

defineTabRank(new URL("models/", document.baseURI).href);
const element = document.createElement("tab-rank");

function openExample(example: Example): void {
  element.query = example.query;
  element.documents = example.documents;
  element.topN = example.top_n;
}

function openShared({ query, documents, settings }: SharedDraft): void {
  element.query = query;
  element.documents = documents;
  element.model = settings.modelId;
  element.device = settings.device;
  element.dtype = settings.dtype;
  element.hubHost = settings.hubHost;
  // An instruction may have been typed for another model.
  const model = findModel(settings.modelId);
  const takes = model ? modelInputs(model.recipe) : textOnly;
  const given = requestSettings(settings, takes);
  for (const name of settingNames)
    if (name in given) element.setAttribute(attributeName(name), settings[propertyName(name)]);
}

/** The fragment, then the example, then the parameters: each comes before the one before it. */
async function fill(): Promise<string[]> {
  const said = [...problems];
  const shared = await unpackFragment(location.hash);
  if (typeof shared === "object") openShared(shared);
  else if (shared === "too large") said.push("The part after # holds more than is taken here.");
  else if (location.hash.length > 1) said.push("The part after # is no link of the playground, or damaged.");
  const chosen = examples.find(({ id }) => id === exampleName);
  if (chosen) {
    const example = await chosen.load().catch(() => undefined);
    if (example) openExample(example);
    else said.push(`The example “${chosen.title}” could not be fetched. Reload to try again.`);
  } else if (exampleName !== undefined) {
    said.push(`There is no example “${exampleName}”. There are: ${examples.map(({ id }) => id).join(", ")}.`);
  }
  if (documents) element.documents = documents;
  for (const [name, value] of attributes) element.setAttribute(name, value);
  return said;
}

function showProblems(said: readonly string[]): void {
  for (const text of said) {
    const line = document.createElement("p");
    line.className = "problem";
    line.role = "alert";
    line.textContent = text;
    document.body.prepend(line);
  }
}

function followTheme(): void {
  document.documentElement.dataset["theme"] = element.theme;
}

/** Only where there is a page around, and somebody on the list. */
function talk(element: TabRankElement): void {
  if (parent === window || origins.length === 0) return;
  const parentOrigin = "ancestorOrigins" in location ? location.ancestorOrigins[0] : undefined;
  const { onMessage, send } = createBridge({ element, parent, origins, parentOrigin });
  addEventListener("message", onMessage);
  const forward = <Type extends keyof TabRankEventDetails>(
    type: Type,
    detail: TabRankEventDetails[Type],
  ): void => {
    // The type names the detail: TypeScript cannot follow that through a union.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    send({ tabrank: protocolVersion, type, detail } as EmbedEvent);
  };
  for (const type of ["rerank-start", "rerank-progress", "rerank-complete", "rerank-error"] as const)
    element.addEventListener(type, (event) => forward(type, event.detail));
  send({ tabrank: protocolVersion, type: "ready" });
  let sent = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === sent) return;
    sent = height;
    send({ tabrank: protocolVersion, type: "resize", height });
  }).observe(document.body);
}

const said = await fill();
followTheme();
new MutationObserver(followTheme).observe(element, { attributeFilter: ["theme"] });
const main = document.createElement("main");
const heading = document.createElement("h1");
heading.textContent = "Rerank in this tab";
main.append(heading, element);
document.body.append(main);
showProblems(said);
talk(element);
