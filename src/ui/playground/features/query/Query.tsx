import { ImageUp, Type } from "lucide-react";
import { type ClipboardEvent, type DragEvent, useId, useState } from "react";
import { limits } from "../../../../contract/limits.ts";
import { acceptedInputs } from "../../stores/draft.ts";
import { useFieldError } from "../../stores/field-errors.ts";
import { useSelectedModel } from "../../stores/selected-model.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { documentsText } from "../../text/documents.ts";
import { queryText } from "../../text/query.ts";
import { FilesButton } from "../../ui/FilesButton.tsx";
import { LazyThumbnail } from "../images/DocumentImage.tsx";
import { TextOnlyNote } from "../images/TextOnlyNote.tsx";
import { acceptedImages, holdsImage, transferredImages } from "../images/image-files.ts";
import { useImages } from "../images/use-images.tsx";

/** The query: a text, or an image instead. */
export function Query() {
  const id = useId();
  const query = usePlayground((state) => state.draft.query);
  const image = usePlayground((state) => state.draft.queryImage);
  const setQuery = usePlayground((state) => state.setQuery);
  const setQueryImage = usePlayground((state) => state.setQueryImage);
  const readsImages = acceptedInputs(useSelectedModel()).images;
  const error = useFieldError("query");
  const images = useImages(([first]) => first && setQueryImage(first.image));
  const say = usePlayground((state) => state.say);
  const [held, setHeld] = useState(false);
  const take = (files: readonly File[]): boolean => {
    if (files.length > 0) images.take(files.slice(0, 1));
    return files.length > 0;
  };
  const target = {
    onDragOver: (event: DragEvent) => {
      if (!holdsImage(event.dataTransfer)) return;
      event.preventDefault();
      setHeld(true);
    },
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setHeld(false);
    },
    onDrop: (event: DragEvent) => {
      setHeld(false);
      // Other files become documents, wherever they are dropped.
      if (take(transferredImages(event.dataTransfer))) event.preventDefault();
    },
    onPaste: (event: ClipboardEvent) => {
      const { length } = event.clipboardData.getData("text/plain");
      if (length > limits.characters) say(documentsText.tooLongPaste(length, limits.characters));
      if (length > limits.characters || take(transferredImages(event.clipboardData))) event.preventDefault();
    },
  };

  return (
    <section
      aria-label={queryText.section}
      className={`panel flex flex-col gap-2 p-4 ${held ? "outline-2 outline-accent" : ""}`}
      {...target}
    >
      <div className="flex items-center">
        {image === undefined ? (
          <h2 className="heading mr-auto">
            <label htmlFor={id}>{queryText.heading}</label>
          </h2>
        ) : (
          <h2 className="heading mr-auto">{queryText.heading}</h2>
        )}
        {(readsImages || image !== undefined) && (
          <FilesButton
            label={queryText.image}
            accept={acceptedImages}
            className="button-quiet -my-1.5"
            onFiles={take}
          >
            <ImageUp aria-hidden size={16} />
            <span>{image === undefined ? queryText.chooseImage : queryText.replaceImage}</span>
          </FilesButton>
        )}
      </div>
      {image === undefined ? (
        <textarea
          id={id}
          dir="auto"
          rows={2}
          className="control grows h-auto max-h-[50dvh] min-h-14 w-full resize-y px-3 py-2 lg:max-h-[25dvh]"
          placeholder={queryText.placeholder}
          value={query}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          <div className="min-w-0 grow" {...(error !== undefined && { "data-invalid": true, tabIndex: -1 })}>
            <LazyThumbnail image={image} name={queryText.image} />
          </div>
          <button
            type="button"
            className="button"
            onClick={() => {
              setQueryImage(undefined);
              // The button disappears, so focus moves to the text field that replaces the image.
              requestAnimationFrame(() => document.getElementById(id)?.focus());
            }}
          >
            <Type aria-hidden size={16} />
            {queryText.switchToText}
          </button>
        </div>
      )}
      {images.problems && <div>{images.problems}</div>}
      {error !== undefined ? (
        <p id={`${id}-error`} className="error">
          {image === undefined ? queryText.error(error) : queryText.imageError(error)}
        </p>
      ) : (
        image !== undefined && <TextOnlyNote />
      )}
    </section>
  );
}
