import { FolderOpen } from "lucide-react";
import { useRef, useState } from "react";
import { RerankError } from "../../../../contract/errors.ts";
import { limits } from "../../../../contract/limits.ts";
import { typedSettings } from "../../../draft/typed-settings.ts";
import { type Recording, readRecordings } from "../../../../engine/remote/recordings.ts";
import { newRow } from "../../stores/rows.ts";
import { recordingText } from "../../text/compare.ts";
import { useComparison, usePlayground } from "../../stores/store-context.ts";
import { SelectField } from "../../ui/SelectField.tsx";

/** Opens recorded answers: the comparison without a network. */
export function RecordingForm() {
  const input = useRef<HTMLInputElement>(null);
  const recordings = useComparison((state) => state.recordings);
  const openRecordings = useComparison((state) => state.openRecordings);
  const chosen = useComparison((state) => state.recording);
  const chooseRecording = useComparison((state) => state.chooseRecording);
  const draft = usePlayground((state) => state.draft);
  const openDraft = usePlayground((state) => state.openDraft);
  const [error, setError] = useState<string>();

  async function open(file: File): Promise<void> {
    if (file.size > limits.bytes) return setError(recordingText.tooLarge(limits.bytes));
    try {
      openRecordings(readRecordings(await file.text()));
      setError(undefined);
    } catch (cause) {
      setError(RerankError.from(cause).message);
    }
  }

  function openRequest(position: number): void {
    const recording = recordings[position];
    if (!recording) return;
    chooseRecording(recording);
    const { request } = recording;
    const { query, documents } = request;
    const settings = { ...draft.settings, ...typedSettings(request) };
    const queryImage = request.query_image;
    openDraft({ query, queryImage, rows: documents.map(newRow), settings }, recordingText.opened);
  }

  const isOpen = ({ request }: Recording): boolean =>
    request.query_image === undefined
      ? request.query === draft.query
      : request.query_image === draft.queryImage;
  const opened = chosen && isOpen(chosen) ? recordings.indexOf(chosen) : recordings.findIndex(isOpen);
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <button type="button" className="button" onClick={() => input.current?.click()}>
          <FolderOpen aria-hidden size={14} />
          {recordingText.open}
        </button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label={recordingText.file}
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            // Allows the same file to be opened again.
            if (file) void open(file).finally(() => input.current && (input.current.value = ""));
          }}
        />
        <p className="text-xs text-muted">
          {recordings.length === 0 ? recordingText.none : recordingText.count(recordings.length)}
        </p>
      </div>
      {error !== undefined && (
        <p role="alert" className="error">
          {error}
        </p>
      )}
      {recordings.length > 0 && (
        <SelectField
          label={recordingText.request}
          value={String(opened)}
          options={[
            ...(opened === -1 ? [{ value: "-1", label: recordingText.noneSelected }] : []),
            ...recordings.map(({ request, server, response }, position) => ({
              value: String(position),
              label: `${request.query.slice(0, 60)} (${server}${response.model === "" ? "" : `, ${response.model}`})`,
            })),
          ]}
          onChange={(value) => openRequest(Number(value))}
        />
      )}
    </>
  );
}
