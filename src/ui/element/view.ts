/** The element's shadow tree: built once, then updated from the state. */
import { announceProgress, describeProgress } from "../text/describe-progress.ts";
import { describeError } from "../text/describe-error.ts";
import { formatScore, plural } from "../text/format.ts";
import { describeAnswer, describeDownload, describeSource } from "./describe-model.ts";
import type { DocumentsInput } from "./documents-input.ts";
import { create } from "./dom.ts";
import * as elementText from "./element-text.ts";
import { field, mark, setAttribute, setText, setValue } from "./field.ts";
import type { Answer, Run } from "./runner.ts";
import type { EngineSettings, Mode } from "./settings.ts";
import { engineKey } from "./shared-engines.ts";
import { elementStyles } from "./styles.ts";

export interface ViewState {
  mode: Mode;
  query: string;
  documents: DocumentsInput;
  /** `undefined` if an attribute is wrong: a run reports that. */
  settings: EngineSettings | undefined;
  run: Run;
  answer: Answer | undefined;
  /** Whether the answer belongs to an earlier input or another engine. */
  stale: boolean;
}

export interface ViewActions {
  onQuery: (typed: string) => void;
  onDocuments: (typed: string) => void;
  onRerank: () => void;
  onCancel: () => void;
}

export class View {
  readonly #actions: ViewActions;
  readonly #query = field(
    create("input", { part: "query", type: "text", autocomplete: "off" }),
    "query",
    elementText.query,
  );
  readonly #documents = field(
    create("textarea", { part: "documents", rows: "6", spellcheck: "false" }),
    "documents",
    elementText.documents,
    elementText.documentsHint,
  );
  readonly #editor = create("div", { class: "editor" }, this.#query.box, this.#documents.box);
  readonly #button = create("button", { part: "button", type: "button" });
  readonly #tag = create("span", { class: "tag" }, elementText.outOfDate);
  readonly #progress = create("span", { part: "progress", class: "progress" });
  readonly #fill = create("span");
  readonly #track = create("div", { class: "track" }, this.#fill);
  readonly #bar = create("div", { class: "bar" }, this.#button, this.#tag, this.#progress);
  readonly #model = create("p", { part: "model", class: "model" });
  readonly #outcome = create("div");
  readonly #results = create("div");
  readonly #ran = create("p", { part: "ran", class: "ran" });
  readonly #spoken = create("p", { class: "spoken", role: "status", "aria-live": "polite" });
  #shown: Answer | undefined;
  #running = false;

  constructor(root: ShadowRoot, actions: ViewActions) {
    this.#actions = actions;
    root.adoptedStyleSheets = [elementStyles()];
    root.append(
      create(
        "div",
        { part: "base", class: "base", role: "group", "aria-label": elementText.rerank },
        this.#editor,
        this.#bar,
        this.#track,
        this.#model,
        this.#outcome,
        this.#results,
        this.#ran,
        this.#spoken,
      ),
    );
    this.#ran.hidden = true;
    this.#query.control.addEventListener("input", () => actions.onQuery(this.#query.control.value));
    this.#documents.control.addEventListener("input", () =>
      actions.onDocuments(this.#documents.control.value),
    );
    this.#button.addEventListener("click", () => (this.#running ? actions.onCancel() : actions.onRerank()));
    root.addEventListener("keydown", (event) => event instanceof KeyboardEvent && this.#onKey(event));
  }

  render(state: ViewState): void {
    const { mode, query, documents, run, answer, stale } = state;
    const running = run.status === "running";
    this.#running = running;
    this.#editor.hidden = mode === "results";
    this.#documents.box.hidden = mode !== "full";
    setValue(this.#query.control, query);
    setValue(this.#documents.control, documents.text);
    this.#renderWrong(state);
    this.#button.textContent = running ? elementText.cancel : elementText.rerank;
    this.#button.classList.toggle("running", running);
    // Without an editor, a second run would give the same answer.
    this.#button.hidden = mode === "results" && !running && answer !== undefined && !stale;
    this.#tag.hidden = answer === undefined || !(stale || run.status !== "idle");
    this.#renderProgress(run);
    this.#bar.hidden = this.#button.hidden && this.#tag.hidden;
    this.#track.hidden = this.#bar.hidden;
    this.#renderModel(state);
    this.#renderOutcome(state);
    this.#renderAnswer(answer);
    this.#results.classList.toggle("stale", !this.#tag.hidden);
    setText(this.#spoken, spoken(state));
  }

  #onKey(event: KeyboardEvent): void {
    // Safari ends the composition before it reports the key, and gives it this code.
    if (event.isComposing || event.keyCode === 229) return;
    const inQuery = event.target === this.#query.control;
    if (event.key === "Enter" && (inQuery || event.ctrlKey || event.metaKey)) {
      if (event.target === this.#button) return;
      event.preventDefault();
      this.#actions.onRerank();
    } else if (event.key === "Escape" && this.#running) {
      // A dialog around the element must not close.
      event.preventDefault();
      event.stopPropagation();
      this.#actions.onCancel();
    }
  }

  #renderProgress(run: Run): void {
    const running = run.status === "running";
    const { text, fraction } = describeProgress(running ? run.progress : undefined);
    setText(this.#progress, running ? text : "");
    this.#track.classList.toggle("running", running);
    this.#track.classList.toggle("unknown", running && fraction === undefined);
    this.#fill.style.width = running && fraction !== undefined ? `${fraction * 100}%` : "";
    setAttribute(this.#track, "role", running ? "progressbar" : undefined);
    setAttribute(this.#track, "aria-label", running ? elementText.progress : undefined);
    const percent = fraction === undefined ? undefined : String(Math.round(fraction * 100));
    setAttribute(this.#track, "aria-valuenow", running ? percent : undefined);
  }

  /** Shows errors beside their fields. */
  #renderWrong({ run, documents }: ViewState): void {
    const errors = run.status === "failed" ? run.error.errors : [];
    const query = errors.find(({ field }) => field.startsWith("query"));
    const first = errors.find(({ field }) => field.startsWith("documents"));
    mark(this.#query, query && `${elementText.query} ${query.message}.`);
    const place =
      first?.field === "documents"
        ? elementText.documents
        : elementText.document(Number(first?.field.match(/\d+/)?.[0]) + 1);
    mark(
      this.#documents,
      documents.problem === undefined
        ? first && `${place} ${first.message}.`
        : `${elementText.documents} ${documents.problem}.`,
    );
  }

  /** Until the chosen model has answered: its download, size, source and licence. */
  #renderModel({ settings, answer }: ViewState): void {
    this.#model.hidden = !settings || answer?.engineKey === engineKey(settings);
    if (!settings || this.#model.hidden) return;
    const { name, url, commercialUse } = settings.model.licence;
    const licence =
      url === undefined ? name : create("a", { href: url, target: "_blank", rel: "noreferrer" }, name);
    this.#model.replaceChildren(
      `${settings.model.title} · `,
      licence,
      ...(commercialUse === "not-allowed"
        ? [" ", create("span", { class: "tag" }, elementText.nonCommercial)]
        : []),
      ` · ${describeDownload(settings)}, ${describeSource(settings)}`,
    );
  }

  #renderOutcome({ run, answer }: ViewState): void {
    const earlier = answer ? elementText.earlierResults : "";
    const text = run.status === "failed" ? describeError(run.error) : "";
    const key = run.status === "failed" ? `${run.error.code} ${text} ${earlier}` : `${run.status} ${earlier}`;
    // Screen readers would read a new alert again.
    if (this.#outcome.dataset["key"] === key) return;
    this.#outcome.dataset["key"] = key;
    if (run.status === "failed") {
      const code = [run.error.code, earlier].filter(Boolean).join(" · ");
      this.#outcome.replaceChildren(
        create(
          "div",
          { part: "error", class: "outcome failed", role: "alert" },
          create("p", {}, text),
          create("p", { class: "code" }, code),
        ),
      );
    } else if (run.status === "cancelled") {
      const said = `${elementText.cancelled} ${earlier}`.trim();
      this.#outcome.replaceChildren(create("p", { part: "cancelled", class: "outcome cancelled" }, said));
    } else {
      this.#outcome.replaceChildren();
    }
  }

  #renderAnswer(answer: Answer | undefined): void {
    if (answer === this.#shown) return;
    this.#shown = answer;
    this.#results.replaceChildren(...(answer ? answer.resultNodes(answer) : []));
    this.#ran.hidden = !answer;
    this.#ran.textContent = answer ? describeAnswer(answer) : "";
  }
}

function spoken({ run, answer }: ViewState): string {
  if (run.status === "running") return announceProgress(run.progress);
  if (run.status === "cancelled") return elementText.cancelled;
  const [best] = answer?.response.results ?? [];
  if (run.status !== "idle" || !answer) return "";
  const done = elementText.done(plural(answer.response.results.length, "result"));
  return best ? `${done} ${elementText.best(best.index + 1, formatScore(best.relevance_score))}` : done;
}
