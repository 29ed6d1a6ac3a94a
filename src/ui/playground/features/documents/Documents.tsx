import { Braces, ImagePlus, List, Plus, Trash2 } from "lucide-react";
import { Suspense, useEffect, useState } from "react";
import { limits } from "../../../../contract/limits.ts";
import { acceptedInputs } from "../../stores/draft.ts";
import { useFieldError } from "../../stores/field-errors.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { FilesButton } from "../../ui/FilesButton.tsx";
import { documentsText } from "../../text/documents.ts";
import { acceptedImages, isImageFile, maxImageBytes, transferredImages } from "../images/image-files.ts";
import { useImages } from "../images/use-images.tsx";
import { DocumentList } from "./DocumentList.tsx";
import { Upload } from "./Upload.tsx";
import { formats } from "./import/formats.ts";
import { useDroppedFiles } from "./use-dropped-files.ts";
import type { ImportRequest, NumberedRequest } from "./import-request.ts";
import { useJsonText } from "./use-json-text.ts";
import { lazyPart } from "../../parts/lazy-part.tsx";
import { canBeDocuments } from "./import/read-paste.ts";

const ImportPanel = lazyPart(() => import("./ImportPanel.tsx"));
const JsonEditor = lazyPart(() => import("./JsonEditor.tsx"));

/** The documents, as rows or as the JSON of the request. */
export function Documents() {
  const count = usePlayground((state) => state.draft.rows.length);
  const replaceDocuments = usePlayground((state) => state.replaceDocuments);
  const error = useFieldError("documents");
  const [asJson, setAsJson] = useState(false);
  const [newRow, setNewRow] = useState<number>();
  const addDocument = usePlayground((state) => state.addDocument);
  const json = useJsonText();
  const setJsonProblem = usePlayground((state) => state.setJsonProblem);
  const jsonProblem = asJson ? json.problem : undefined;
  useEffect(() => setJsonProblem(jsonProblem), [jsonProblem, setJsonProblem]);
  const [latest, setLatest] = useState<NumberedRequest>();
  const begin = (request: ImportRequest): void =>
    setLatest((before) => ({ number: (before?.number ?? 0) + 1, request }));
  const openFiles = (files: readonly File[]): void => begin({ kind: "files", files });
  const readsImages = acceptedInputs(useSelectedModel()).images;
  const appendDocuments = usePlayground((state) => state.appendDocuments);
  const images = useImages((added) =>
    appendDocuments(
      added.map(({ image, name }) => ({ ...(name !== undefined && { title: name }), image })),
      documentsText.addedImages(added.length),
    ),
  );
  const say = usePlayground((state) => state.say);
  const dropping = useDroppedFiles({
    onFiles: (files) => {
      const pictures = files.filter(isImageFile);
      const others = files.filter((file) => !isImageFile(file));
      if (pictures.length > 0) images.take(pictures);
      if (others.length > 0) openFiles(others);
    },
    onFolder: () => say(documentsText.droppedFolder),
  });

  return (
    <section
      aria-label={documentsText.section}
      className={`panel relative flex flex-col lg:min-h-56 lg:flex-1 lg:overflow-y-auto print:hidden ${dropping ? "outline-2 outline-accent" : ""}`}
      onPaste={(event) => {
        const pictures = transferredImages(event.clipboardData);
        if (pictures.length > 0) {
          event.preventDefault();
          images.take(pictures);
          return;
        }
        const row = replacedRow(event.target);
        const text = event.clipboardData.getData("text/plain");
        const limit = row === undefined ? limits.characters : limits.bytes;
        if (text.length > limit || (text.length > limits.characters && !canBeDocuments(text))) {
          event.preventDefault();
          say(documentsText.tooLongPaste(text.length, limits.characters));
          return;
        }
        if (row === undefined || !canBeDocuments(text)) return;
        event.preventDefault();
        begin({ kind: "paste", row, text });
      }}
    >
      <div className="flex flex-wrap items-center gap-1 py-2 pr-2 pl-4 sm:justify-end">
        <h2 id="documents" tabIndex={-1} className="heading mr-auto outline-none max-sm:w-full">
          {documentsText.heading}{" "}
          <span className="font-normal text-muted tabular-nums">{count.toLocaleString("en")}</span>
        </h2>
        <button
          type="button"
          className="button-quiet"
          aria-pressed={asJson}
          onClick={() => {
            if (!asJson) json.begin();
            setAsJson(!asJson);
          }}
        >
          {asJson ? <List aria-hidden size={16} /> : <Braces aria-hidden size={16} />}
          <span>
            {asJson
              ? documentsText.asRows
              : json.problems.length > 0
                ? documentsText.asInvalidJson
                : documentsText.asJson}
          </span>
        </button>
        <Upload open={openFiles} />
        <button
          type="button"
          className="button-quiet"
          disabled={count === 0}
          onClick={() => replaceDocuments([], documentsText.cleared)}
        >
          <Trash2 aria-hidden size={16} />
          {documentsText.clear}
        </button>
        {!asJson && readsImages && (
          <FilesButton
            label={documentsText.imageInput}
            accept={acceptedImages}
            multiple
            onFiles={images.take}
          >
            <ImagePlus aria-hidden size={16} />
            {documentsText.addImage}
          </FilesButton>
        )}
      </div>
      {latest && (
        <Suspense>
          <ImportPanel key={latest.number} request={latest.request} />
        </Suspense>
      )}
      {images.problems && <div className="px-4 pb-2">{images.problems}</div>}
      {asJson ? (
        <Suspense>
          <JsonEditor json={json} />
        </Suspense>
      ) : count === 0 ? (
        <p
          className={`border-t border-line px-4 py-6 text-center lg:grow ${error === undefined ? "text-muted" : "text-danger"}`}
        >
          {documentsText.empty}
        </p>
      ) : (
        <DocumentList focusRow={newRow} />
      )}
      <div className="flex items-center gap-2 border-t border-line py-1 pr-4 pl-2 max-sm:flex-col max-sm:items-start">
        {!asJson && (
          <button
            id="add-document"
            type="button"
            className="button-quiet"
            onClick={() => setNewRow(addDocument().id)}
          >
            <Plus aria-hidden size={16} />
            {documentsText.addDocument}
          </button>
        )}
        <p className="py-1 text-xs text-muted first:pl-2 max-sm:pl-2">
          <span>{documentsText.help(formats.map(({ extensions }) => extensions[0]))}</span>
          {readsImages && <span>{documentsText.imageHelp(maxImageBytes / 1e6)}</span>}
        </p>
      </div>
    </section>
  );
}

/** The row that a paste would replace: its text is empty or wholly selected. A paste into the middle of a text is text. */
function replacedRow(target: EventTarget): number | undefined {
  if (!(target instanceof HTMLTextAreaElement)) return undefined;
  const row = target.closest("[data-row]")?.getAttribute("data-row");
  const { value, selectionStart, selectionEnd } = target;
  const replacesAll = value === "" || selectionEnd - selectionStart === value.length;
  return row && replacesAll ? Number(row) : undefined;
}
