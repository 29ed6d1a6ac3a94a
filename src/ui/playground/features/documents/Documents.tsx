import { Braces, ImagePlus, List, Plus, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { readsOf } from "../../stores/draft.ts";
import { useFieldError } from "../../stores/field-errors.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { FilesButton } from "../../ui/FilesButton.tsx";
import { plural } from "../../../text/format.ts";
import { acceptedImages, imageFilesOf, isImageFile } from "../images/image-files.ts";
import { useImages } from "../images/use-images.tsx";
import { DocumentList } from "./DocumentList.tsx";
import { JsonEditor } from "./JsonEditor.tsx";
import { Upload } from "./Upload.tsx";
import { useDroppedFiles } from "./use-dropped-files.ts";
import { useJsonText } from "./use-json-text.ts";
import { useUpload } from "./use-upload.tsx";

/** The candidates: as rows, or as the JSON of the request. */
export function Documents() {
  const count = usePlayground((state) => state.draft.rows.length);
  const replaceDocuments = usePlayground((state) => state.replaceDocuments);
  const error = useFieldError("documents");
  const [asJson, setAsJson] = useState(false);
  const [newRow, setNewRow] = useState<number>();
  const addDocument = usePlayground((state) => state.addDocument);
  const json = useJsonText();
  const setJsonInvalid = usePlayground((state) => state.setJsonInvalid);
  const jsonInvalid = asJson && json.problems.length > 0;
  useEffect(() => setJsonInvalid(jsonInvalid), [jsonInvalid, setJsonInvalid]);
  const upload = useUpload();
  const readsImages = readsOf(useSelectedModel()).images;
  const appendDocuments = usePlayground((state) => state.appendDocuments);
  const images = useImages((added) =>
    appendDocuments(
      added.map(({ image, name }) => ({ ...(name !== undefined && { title: name }), image })),
      `Added ${plural(added.length, "image")}.`,
    ),
  );
  const say = usePlayground((state) => state.say);
  const dropping = useDroppedFiles({
    onFiles: (files) => {
      const pictures = files.filter(isImageFile);
      if (pictures.length > 0) images.take(pictures);
      else if (files[0]) void upload.open(files[0]);
    },
    onFolder: () => say("That is a folder. If a model lies in it, drop it on Model."),
  });

  return (
    <section
      aria-label="Documents input"
      className={`panel relative flex flex-col print:hidden ${dropping ? "outline-2 outline-accent" : ""}`}
      onPaste={(event) => {
        const pictures = imageFilesOf(event.clipboardData);
        if (pictures.length === 0) return;
        event.preventDefault();
        images.take(pictures);
      }}
    >
      <div className="flex flex-wrap items-center gap-1 py-2 pr-2 pl-4 sm:justify-end">
        <h2 id="documents" tabIndex={-1} className="heading mr-auto outline-none max-sm:w-full">
          Documents <span className="font-normal text-muted tabular-nums">{count.toLocaleString("en")}</span>
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
          {asJson ? "Rows" : json.problems.length > 0 ? "JSON (not valid)" : "JSON"}
        </button>
        <Upload open={upload.open} />
        <button
          type="button"
          className="button-quiet"
          disabled={count === 0}
          onClick={() => replaceDocuments([], "Cleared all documents.")}
        >
          <Trash2 aria-hidden size={16} />
          Clear
        </button>
        {!asJson && (
          <button
            id="add-document"
            type="button"
            className="button-quiet"
            onClick={() => setNewRow(addDocument().id)}
          >
            <Plus aria-hidden size={16} />
            Add document
          </button>
        )}
        {!asJson && readsImages && (
          <FilesButton label="Images as documents" accept={acceptedImages} multiple onFiles={images.take}>
            <ImagePlus aria-hidden size={16} />
            Add image
          </FilesButton>
        )}
      </div>
      {upload.panel}
      {images.problems && <div className="px-4 pb-2">{images.problems}</div>}
      {error !== undefined && count === 0 && (
        <p className="error px-4 pb-2">There must be at least one document.</p>
      )}
      {asJson ? (
        <JsonEditor json={json} />
      ) : count === 0 ? (
        <p className="border-t border-line px-4 py-6 text-center text-muted">
          No documents. Add one, paste several lines into it, drop a file here, or open an example.
        </p>
      ) : (
        <DocumentList focusRow={newRow} />
      )}
      <p className="border-t border-line px-4 py-1.5 text-xs text-muted">
        Paste several lines, or a JSON array, into a row for several documents. Files: .txt, .jsonl, .json,
        .csv, .tsv.{readsImages && " Images: drop or paste them here, up to 8 MB each."}
      </p>
    </section>
  );
}
