import { RerankError, fieldError } from "../../contract/errors.ts";
import {
  type RerankDocument,
  type RerankRequest,
  type RerankResponse,
  parseRequest,
} from "../../contract/rerank.ts";
import { modelInputs } from "../../models/model.ts";
import type { EngineStatus } from "../../engine/local/engine-status.ts";
import {
  type DocumentsInput,
  documentOfMarkup,
  documentsOfJson,
  documentsOfList,
  documentsOfText,
} from "./documents-input.ts";
import { toCustomEvent } from "./events.ts";
import { type RunEvent, Runner } from "./runner.ts";
import { ElementAttributes, observedAttributes } from "./element-attributes.ts";
import { type EngineSettings, readEngineSettings } from "./settings.ts";
import { type SharedEngines, engineKey } from "./shared-engines.ts";
import { View } from "./view.ts";

/** With `autorun`, a run waits for a pause: several attributes are set one after the other, and people type. */
const autorunPauseMs = 300;

export interface ElementSurroundings {
  engines: SharedEngines;
  /** Folder of the embedded models for elements that name none. */
  modelBaseUrl: string;
}

/** `<tab-rank>`; made by `defineTabRank`, which knows its surroundings. */
export abstract class TabRankElement extends ElementAttributes {
  static readonly observedAttributes = observedAttributes;

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
    this.upgradeProperties();
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

  attributeChangedCallback(name: string, _before: string | null, value: string | null): void {
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
      if (this.#input.problem !== undefined) {
        const { problem: message } = this.#input;
        throw fieldError("invalid_request", [{ field: "documents", message, type: "value_error.json" }]);
      }
      parseRequest(request, modelInputs(settings.model.recipe));
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

  get #input(): DocumentsInput {
    if (this.#documents) return this.#documents;
    const items = [...this.querySelectorAll("li")];
    return documentsOfList(items.map(({ textContent }) => documentOfMarkup(textContent)));
  }

  #request(): RerankRequest {
    return { query: this.query, documents: [...this.#input.documents], ...this.requestSettings() };
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
    this.dispatchEvent(toCustomEvent(event));
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
      parseRequest(this.#request(), modelInputs(this.#settings().model.recipe));
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

declare global {
  interface HTMLElementTagNameMap {
    "tab-rank": TabRankElement;
  }
}
