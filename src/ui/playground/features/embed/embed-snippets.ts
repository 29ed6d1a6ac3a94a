/** What is on the page as a part of another page's HTML. No key is in a draft, so none is in here. Pure. */
import type { RerankDocument } from "../../../../contract/rerank.ts";
import { attributeName, propertyName, settingNames, settings } from "../../../../contract/settings.ts";
import { requestSettings } from "../../../draft/typed-settings.ts";
import { defaultSettings } from "../../../draft/shared-draft.ts";
import { findModel } from "../../../../models/catalogue.ts";
import { type Draft, acceptedInputs, draftRequest } from "../../stores/draft.ts";

export type EmbedMode = "full" | "compact" | "results";

interface SnippetOptions {
  /** Folder of this site, with a slash at its end. */
  site: string;
  mode: EmbedMode;
}

export function elementSnippet(draft: Draft, { site, mode }: SnippetOptions): string {
  const { documents } = draftRequest(draft, findModel(draft.settings.modelId));
  const listed = documents.every(isPlain);
  const attributes = [
    ["query", draft.query],
    ...settingAttributes(draft),
    ["mode", mode],
    ...(listed ? [] : [["documents", JSON.stringify(documents, undefined, 2)]]),
  ];
  const start = attributes.map(([name = "", value = ""]) => `\n  ${name}="${escapeHtml(value)}"`).join("");
  const items = documents.filter(isPlain).map((text) => `    <li>${escapeHtml(text)}</li>\n`);
  const list = listed ? `\n  <ul>\n${items.join("")}  </ul>\n` : "";
  return `<script type="module" src="${escapeHtml(site)}element.js"></script>

<tab-rank${start}
>${list}</tab-rank>
`;
}

interface IframeOptions extends SnippetOptions {
  /** The draft as `shareFragment` has it. */
  fragment: string;
  /** Origin of the page that holds the iframe: it may talk to it, and learns its height. */
  origin: string;
}

export function iframeSnippet({ site, mode, fragment, origin }: IframeOptions): string {
  const parameters = new URLSearchParams({ mode, origins: origin });
  const address = `${site}embed.html?${parameters.toString()}${fragment}`;
  return `<iframe
  id="tabrank"
  title="Rerank in this tab"
  src="${escapeHtml(address)}"
  style="width: 100%; height: 480px; border: 0"
></iframe>
<script>
  // The iframe is as high as what it shows.
  addEventListener("message", ({ source, origin, data }) => {
    const frame = document.getElementById("tabrank");
    if (source !== frame.contentWindow || origin !== ${JSON.stringify(new URL(site).origin)}) return;
    if (data.tabrank === 1 && data.type === "resize") frame.style.height = data.height + "px";
  });
</script>
`;
}

/** Attributes of the settings that are not at their default. */
function settingAttributes(draft: Draft): [string, string][] {
  const { modelId, device, dtype, hubHost } = draft.settings;
  const given = requestSettings(draft.settings, acceptedInputs(findModel(modelId)));
  const all: [string, string, string][] = [
    ["model", modelId, defaultSettings.modelId],
    ["device", device, defaultSettings.device],
    ["dtype", dtype, defaultSettings.dtype],
    ...settingNames
      .filter((name) => name in given)
      .map((name): [string, string, string] => {
        const typed: string = draft.settings[propertyName(name)];
        return [attributeName(name), settings[name].input === "text" ? typed : typed.trim(), ""];
      }),
    ["hub-host", hubHost, defaultSettings.hubHost],
  ];
  return all.filter(([, value, otherwise]) => value !== otherwise).map(([name, value]) => [name, value]);
}

/** A list item's text is read without its line breaks and indents: what has some goes as JSON. */
function isPlain(document: RerankDocument): document is string {
  return typeof document === "string" && document !== "" && document === document.replace(/\s+/g, " ").trim();
}

/** For texts and for attributes in double quotes. */
function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
