import { RerankError } from "../../contract/errors.ts";
import {
  type RerankDocument,
  type RerankRequest,
  type RerankResponse,
  parseRequest,
} from "../../contract/rerank.ts";
import { inputsOf } from "../../models/model.ts";
import type { EngineStatus } from "../../engine/local/engine-status.ts";
import {
  type DocumentsInput,
  documentOfMarkup,
  documentsOfJson,
  documentsOfList,
  documentsOfText,
} from "./documents-input.ts";
import { customEventOf } from "./events.ts";
import { type RunEvent, Runner } from "./runner.ts";
import {
  type EngineSettings,
  type Mode,
  type Theme,
  modes,
  oneOf,
  readEngineSettings,
  readNumber,
  themes,
} from "./settings.ts";
import { type SharedEngines, engineKey } from "./shared-engines.ts";
import { View } from "./view.ts";

const attributes = [
  "query",
  "documents",
  "model",
  "device",
  "dtype",
  "top-n",
  "truncate",
  "max-tokens-per-document",
  "instruction",
  "mode",
  "theme",
  "model-base-url",
  "hub-host",
  "autorun",
] as const;
type AttributeName = (typeof attributes)[number];

/** What a page may have set on the element before its script was there. */
const properties = [
  "query",
  "documents",
  "model",
  "device",
  "dtype",
  "topN",
  "truncate",
  "maxTokensPerDocument",
  "instruction",
  "mode",
  "theme",
  "modelBaseUrl",
  "hubHost",
  "autorun",
] as const;

/** With `autorun`, a run waits for a pause: several attributes are set one after the other, and people type. */
const autorunPauseMs = 300;

export interface ElementSurroundings {
  engines: SharedEngines;
  /** Folder of the embedded models for elements that name none. */
  modelBaseUrl: string;
}

/** `<tab-rank>`; made by `defineTabRank`, which knows its surroundings. */
export abstract class TabRankElement extends HTMLElement {
  static readonly observedAttributes: readonly string[] = attributes;

  readonly #surroundings: ElementSurroundings;
  readonly #runner: Runner;
  readonly #view: View;
  /** The last of property, attribute and typing; `undefined`: the `<li>` inside the element. */
  #documents: DocumentsInput | undefined;
  readonly #children = new MutationObserver(() => this.#changed());
  #autorunTimer: ReturnType<typeof setTimeout> | undefined;
  #renderWaits = false;
  /** Whether the answer is that of another input, or of an engine that is no longer asked for. */
  #stale = false;

  constructor(surroundings: ElementSurroundings) {
    super();
    this.#surroundings = surroundings;
    this.#runner = new Runner({
      engines: surroundings.engines,
      now: () => performance.now(),
      onEvent: (event) => this.#onEvent(event),
    });
    this.#view = new View(this.attachShadow({ mode: "open" }), {
      onQuery: (typed) => {
        this.query = typed;
      },
      onDocuments: (typed) => {
        this.#documents = documentsOfText(typed);
        this.#changed();
      },
      // How it ends is shown, and told by events.
      onRerank: () => void this.rerank().catch(() => undefined),
      onCancel: () => this.cancel(),
    });
  }

  connectedCallback(): void {
    for (const name of properties) this.#upgrade(name);
    this.#children.observe(this, { childList: true, characterData: true, subtree: true });
    this.#changed();
  }

  disconnectedCallback(): void {
    // A move takes the element out and puts it back at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      clearTimeout(this.#autorunTimer);
      this.#children.disconnect();
      this.#runner.release();
    });
  }

  attributeChangedCallback(name: AttributeName, _before: string | null, value: string | null): void {
    if (name === "documents") this.#documents = value === null ? undefined : documentsOfJson(value);
    this.#changed();
  }

  /**
   * Ranks what is in the element. A newer run replaces an older one.
   * @throws {RerankError} with a code that maps to the API's status and body
   * @throws {DOMException} `AbortError` when it is cancelled or replaced
   */
  async rerank(): Promise<RerankResponse> {
    clearTimeout(this.#autorunTimer);
    let settings: EngineSettings;
    const request = this.#request();
    try {
      if (!this.isConnected) throw new RerankError("disposed", "The element is not in a page.");
      settings = this.#settings();
      if (this.#input.problem !== undefined) throw wrongDocuments(this.#input.problem);
      parseRequest(request, inputsOf(settings.model.recipe));
    } catch (error) {
      this.#runner.fail(error);
      throw error;
    }
    return this.#runner.start(request, settings);
  }

  /** Ends the run, if there is one; the last good answer stays. */
  cancel(): void {
    this.#runner.cancel();
  }

  /** What really ran; `undefined` before the first answer. */
  get status(): EngineStatus | undefined {
    return this.#runner.answer?.engine;
  }

  /** The last good answer. */
  get response(): RerankResponse | undefined {
    return this.#runner.answer?.response;
  }

  get running(): boolean {
    return this.#runner.run.status === "running";
  }

  get query(): string {
    return this.getAttribute("query") ?? "";
  }
  set query(value: string) {
    this.#reflect("query", value);
  }

  /** Too large to be written into an attribute: it is read from there, never written. */
  get documents(): readonly RerankDocument[] {
    return this.#input.documents;
  }
  /** A list, or the JSON of one. Nothing: the `<li>` inside the element are the documents. */
  set documents(value: readonly RerankDocument[] | string | null | undefined) {
    if (value === null || value === undefined) this.#documents = undefined;
    else this.#documents = typeof value === "string" ? documentsOfJson(value) : documentsOfList(value);
    this.#changed();
  }

  get model(): string | null {
    return this.getAttribute("model");
  }
  set model(value: string | null | undefined) {
    this.#reflect("model", value);
  }

  get device(): string {
    return this.getAttribute("device") ?? "auto";
  }
  set device(value: string | null | undefined) {
    this.#reflect("device", value);
  }

  get dtype(): string {
    return this.getAttribute("dtype") ?? "auto";
  }
  set dtype(value: string | null | undefined) {
    this.#reflect("dtype", value);
  }

  /** `undefined`: all documents come back. */
  get topN(): number | undefined {
    return readNumber(this.getAttribute("top-n"));
  }
  set topN(value: number | null | undefined) {
    this.#reflect("top-n", value);
  }

  get truncate(): string {
    return this.getAttribute("truncate") ?? "end";
  }
  set truncate(value: string | null | undefined) {
    this.#reflect("truncate", value);
  }

  get maxTokensPerDocument(): number | undefined {
    return readNumber(this.getAttribute("max-tokens-per-document"));
  }
  set maxTokensPerDocument(value: number | null | undefined) {
    this.#reflect("max-tokens-per-document", value);
  }

  /** `null`: the model's own. */
  get instruction(): string | null {
    return this.getAttribute("instruction");
  }
  set instruction(value: string | null | undefined) {
    this.#reflect("instruction", value);
  }

  get mode(): Mode {
    return oneOf(modes, this.getAttribute("mode"));
  }
  set mode(value: string | null | undefined) {
    this.#reflect("mode", value);
  }

  get theme(): Theme {
    return oneOf(themes, this.getAttribute("theme"));
  }
  set theme(value: string | null | undefined) {
    this.#reflect("theme", value);
  }

  get modelBaseUrl(): string | null {
    return this.getAttribute("model-base-url");
  }
  set modelBaseUrl(value: string | null | undefined) {
    this.#reflect("model-base-url", value);
  }

  get hubHost(): string | null {
    return this.getAttribute("hub-host");
  }
  set hubHost(value: string | null | undefined) {
    this.#reflect("hub-host", value);
  }

  get autorun(): boolean {
    return this.hasAttribute("autorun");
  }
  set autorun(value: boolean) {
    this.toggleAttribute("autorun", value);
  }

  get #input(): DocumentsInput {
    if (this.#documents) return this.#documents;
    const items = [...this.querySelectorAll("li")];
    return documentsOfList(items.map(({ textContent }) => documentOfMarkup(textContent)));
  }

  #reflect(name: AttributeName, value: string | number | null | undefined): void {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, String(value));
  }

  /** A property that was set before the element was defined hides the one of the class. */
  #upgrade(name: (typeof properties)[number]): void {
    if (!Object.hasOwn(this, name)) return;
    const value: unknown = Reflect.get(this, name);
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, value);
  }

  #request(): RerankRequest {
    const { topN, maxTokensPerDocument, instruction } = this;
    const truncate = this.getAttribute("truncate");
    return {
      query: this.query,
      documents: [...this.#input.documents],
      ...(topN !== undefined && { top_n: topN }),
      // What it is stays as written: validation names it.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      ...(truncate !== null && { truncate: truncate as NonNullable<RerankRequest["truncate"]> }),
      ...(maxTokensPerDocument !== undefined && { max_tokens_per_document: maxTokensPerDocument }),
      ...(instruction !== null && instruction.trim() !== "" && { instruction }),
    };
  }

  /** @throws {RerankError} `invalid_request`, `model_not_found` */
  #settings(): EngineSettings {
    return readEngineSettings((name) => this.getAttribute(name), {
      documentUrl: this.baseURI,
      modelBaseUrl: this.#surroundings.modelBaseUrl,
    });
  }

  #onEvent(event: RunEvent): void {
    if (event.type === "rerank-complete") this.#stale = this.#answersAnother();
    if (event.type === "rerank-progress") this.#renderSoon();
    else this.#render();
    this.dispatchEvent(customEventOf(event));
  }

  #changed(): void {
    if (!this.isConnected) return;
    this.#stale = this.#answersAnother();
    this.#render();
    clearTimeout(this.#autorunTimer);
    if (this.autorun) this.#autorunTimer = setTimeout(() => this.#autorun(), autorunPauseMs);
  }

  /** What is not whole yet is let be, and what is answered already. */
  #autorun(): void {
    if (!this.isConnected || !this.autorun || !this.#isValid()) return;
    if (this.#stale || !this.#runner.answer) void this.rerank().catch(() => undefined);
  }

  #isValid(): boolean {
    try {
      parseRequest(this.#request(), inputsOf(this.#settings().model.recipe));
      return this.#input.problem === undefined;
    } catch {
      return false;
    }
  }

  #answersAnother(): boolean {
    const { answer } = this.#runner;
    if (!answer) return false;
    const settings = this.#settingsIfValid();
    return (
      settings === undefined ||
      engineKey(settings) !== answer.engineKey ||
      JSON.stringify(this.#request()) !== JSON.stringify(answer.request)
    );
  }

  #settingsIfValid(): EngineSettings | undefined {
    try {
      return this.#settings();
    } catch {
      return undefined;
    }
  }

  /** Scores come by the hundred; a page is drawn once per frame. */
  #renderSoon(): void {
    if (this.#renderWaits) return;
    this.#renderWaits = true;
    requestAnimationFrame(() => this.#render());
  }

  #render(): void {
    this.#renderWaits = false;
    const { run, answer } = this.#runner;
    this.#view.render({
      mode: this.mode,
      query: this.query,
      documents: this.#input,
      settings: this.#settingsIfValid(),
      run,
      answer,
      stale: this.#stale,
    });
  }
}

function wrongDocuments(message: string): RerankError {
  return new RerankError("invalid_request", `documents: ${message}`, {
    errors: [{ field: "documents", message, type: "value_error.json" }],
  });
}

declare global {
  interface HTMLElementTagNameMap {
    "tab-rank": TabRankElement;
  }
}
