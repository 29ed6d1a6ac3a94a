import { Braces, ImagePlus, List, Plus, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { readsOf } from "../../stores/draft.ts";
import { useFieldError } from "../../stores/field-errors.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { FilesButton } from "../../ui/FilesButton.tsx";
import { documentsText } from "../../text/documents.ts";
import { acceptedImages, isImageFile, maxImageBytes, transferredImages } from "../images/image-files.ts";
import { useImages } from "../images/use-images.tsx";
import { DocumentList } from "./DocumentList.tsx";
import { JsonEditor } from "./JsonEditor.tsx";
import { Upload } from "./Upload.tsx";
import { formats } from "./import/formats.ts";
import { useDroppedFiles } from "./use-dropped-files.ts";
import { useJsonText } from "./use-json-text.ts";
import { useUpload } from "./use-upload.tsx";

/** The documents, as rows or as the JSON of the request. */
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
      documentsText.addedImages(added.length),
    ),
  );
  const say = usePlayground((state) => state.say);
  const dropping = useDroppedFiles({
    onFiles: (files) => {
      const pictures = files.filter(isImageFile);
      if (pictures.length > 0) images.take(pictures);
      else if (files[0]) void upload.open(files[0]);
    },
    onFolder: () => say(documentsText.droppedFolder),
  });

  return (
    <section
      aria-label={documentsText.section}
      className={`panel relative flex flex-col print:hidden ${dropping ? "outline-2 outline-accent" : ""}`}
      onPaste={(event) => {
        const pictures = transferredImages(event.clipboardData);
        if (pictures.length === 0) return;
        event.preventDefault();
        images.take(pictures);
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
          {asJson
            ? documentsText.asRows
            : json.problems.length > 0
              ? documentsText.asInvalidJson
              : documentsText.asJson}
        </button>
        <Upload open={upload.open} />
        <button
          type="button"
          className="button-quiet"
          disabled={count === 0}
          onClick={() => replaceDocuments([], documentsText.cleared)}
        >
          <Trash2 aria-hidden size={16} />
          {documentsText.clear}
        </button>
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
      {upload.panel}
      {images.problems && <div className="px-4 pb-2">{images.problems}</div>}
      {error !== undefined && count === 0 && <p className="error px-4 pb-2">{documentsText.missing}</p>}
      {asJson ? (
        <JsonEditor json={json} />
      ) : count === 0 ? (
        <p className="border-t border-line px-4 py-6 text-center text-muted">{documentsText.empty}</p>
      ) : (
        <DocumentList focusRow={newRow} />
      )}
      <p className="border-t border-line px-4 py-1.5 text-xs text-muted">
        {documentsText.help(formats.map(({ extensions }) => extensions[0]))}
        {readsImages && documentsText.imageHelp(maxImageBytes / 1e6)}
      </p>
    </section>
  );
}
