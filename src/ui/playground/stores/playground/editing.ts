/** The draft, the actions that edit it, and the history that undoes them. */
import type { RerankDocument } from "../../../../contract/rerank.ts";
import type { Settings } from "../../../draft/shared-draft.ts";
import { type Example, openingExample } from "../../../examples/examples.ts";
import { type Draft, exampleDraft, openingDraft } from "../draft.ts";
import { type Row, type Rows, moved, newRow, withText, without } from "../rows.ts";
import { draftText } from "../../text/draft.ts";
import { type Step, replacing, takenBack, withLastRows, withStep } from "./history.ts";
import type { Slice } from "../slice.ts";

export interface Notice {
  text: string;
  /** Whether `undo` takes it back. */
  undoable: boolean;
}

export interface EditingState {
  draft: Draft;
  /** What can be undone, newest last. */
  history: readonly Step[];
  /** What was undone and can be redone, the last one undone last. Empty after the next edit. */
  undone: readonly Step[];
  /** The last change, until the next edit or run. */
  notice: Notice | undefined;
  /** Why the rows are not the JSON that the person sees in the editor; `undefined` while they are. */
  jsonProblem: JsonProblem | undefined;
  /** The example that was opened last, and its query: it counts as open as long as the query is unchanged. */
  example: { id: string; query: string } | undefined;

  setQuery: (query: string) => void;
  /** The image replaces the text; `undefined`: the text is the query again. */
  setQueryImage: (image: string | undefined) => void;
  setDocument: (id: number, text: string) => void;
  addDocument: () => Row;
  deleteDocument: (id: number) => void;
  /** Leaves no step in the history: a dragged row moves many times. `beginChange` makes the drag one step. */
  moveDocument: (id: number, to: number) => void;
  /** Puts the documents as they are now into the history. */
  beginChange: () => void;
  appendDocuments: (documents: readonly RerankDocument[], notice: string) => void;
  replaceDocuments: (documents: readonly RerankDocument[], notice: string) => void;
  /** Leaves no step in the history: the JSON editor calls this at every letter. */
  setDocuments: (documents: readonly RerankDocument[]) => void;
  loadExample: (example: Example) => void;
  /** Replaces the draft, or parts of it, in one step. */
  openDraft: (draft: Partial<Draft>, notice: string) => void;
  undo: () => void;
  redo: () => void;
  /** Shows a notice that cannot be undone. */
  say: (text: string) => void;
  setJsonProblem: (problem: JsonProblem | undefined) => void;
  setSettings: (change: Partial<Settings>) => void;
}

/** Not valid, or more than a list of documents, so that a choice is needed. */
export type JsonProblem = "invalid" | "undecided";

export function createEditing({ set, get }: Slice<EditingState>): EditingState {
  /** Typing: leaves no step in the history, and ends the offer to undo the last change. */
  const edit = (change: Partial<Draft>): void =>
    set(({ draft }) => ({ draft: { ...draft, ...change }, undone: [], notice: undefined }));

  /** A part of the change that began last. */
  const goOn = (rows: Rows): void => {
    edit({ rows });
    set(({ history }) => ({ history: withLastRows(history, rows) }));
  };

  /** A change that can be undone. */
  const change = (notice: string | undefined, next: Partial<Draft>): void =>
    set(({ draft, history }) => ({
      draft: { ...draft, ...next },
      history: withStep(history, replacing(draft, next)),
      undone: [],
      notice: notice === undefined ? undefined : { text: notice, undoable: true },
    }));

  const changeRows = (notice: string, next: (rows: Rows) => Rows): void =>
    change(notice, { rows: next(get().draft.rows) });

  return {
    draft: openingDraft(),
    history: [],
    undone: [],
    notice: undefined,
    jsonProblem: undefined,
    example: openingExample,

    setQuery: (query) => edit({ query }),
    setQueryImage: (queryImage) =>
      change(queryImage === undefined ? draftText.removedQueryImage : undefined, { queryImage }),
    setDocument: (id, text) => edit({ rows: withText(get().draft.rows, id, text) }),
    addDocument: () => {
      const row = newRow("");
      edit({ rows: [...get().draft.rows, row] });
      return row;
    },
    deleteDocument: (id) => {
      const number = get().draft.rows.findIndex((row) => row.id === id) + 1;
      changeRows(draftText.deletedDocument(number), (rows) => without(rows, id));
    },
    moveDocument: (id, to) => goOn(moved(get().draft.rows, id, to)),
    beginChange: () =>
      set(({ draft: { rows }, history }) => ({
        history: withStep(history, { before: { rows }, after: { rows } }),
      })),
    appendDocuments: (documents, notice) => changeRows(notice, (rows) => [...rows, ...documents.map(newRow)]),
    replaceDocuments: (documents, notice) => change(notice, { rows: documents.map(newRow) }),
    setDocuments: (documents) => goOn(documents.map(newRow)),
    loadExample: (example) => {
      change(draftText.openedExample(example.title), exampleDraft(example, get().draft.settings));
      set({ example });
    },
    openDraft: (draft, notice) => change(notice, draft),
    undo: () =>
      set(({ draft, history, undone }) => {
        const back = history.at(-1);
        if (!back) return {};
        const next = takenBack(back, draft);
        return {
          draft: { ...draft, ...next },
          history: history.slice(0, -1),
          undone: [...undone, replacing(draft, next)],
          notice: undefined,
        };
      }),
    redo: () =>
      set(({ draft, history, undone }) => {
        const again = undone.at(-1);
        if (!again) return {};
        const next = takenBack(again, draft);
        return {
          draft: { ...draft, ...next },
          history: withStep(history, replacing(draft, next)),
          undone: undone.slice(0, -1),
          notice: undefined,
        };
      }),
    say: (text) => set({ notice: { text, undoable: false } }),
    setJsonProblem: (jsonProblem) => set({ jsonProblem }),
    setSettings: (changed) => edit({ settings: { ...get().draft.settings, ...changed } }),
  };
}
