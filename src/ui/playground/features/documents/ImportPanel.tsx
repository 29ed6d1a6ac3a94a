import { useEffect, useEffectEvent, useState } from "react";
import { RerankError } from "../../../../contract/errors.ts";
import { limits } from "../../../../contract/limits.ts";
import { draftText } from "../../text/draft.ts";
import { importText } from "../../text/import.ts";
import { documentsText } from "../../text/documents.ts";
import type { Rows } from "../../stores/rows.ts";
import { usePlayground, usePlaygroundStore } from "../../stores/store-context.ts";
import { ImportChoice } from "./ImportChoice.tsx";
import { Problems } from "./Problems.tsx";
import type { ImportRequest } from "./import-request.ts";
import { plainDocuments } from "./import/proposal/plain.ts";
import { isOneText, readFile, readText } from "./import/read.ts";
import { type ReadOptions, type Reading, type TextProblem, failure } from "./import/reading.ts";
import type { ImportedParts } from "./imported-parts.ts";
import { type Place, useTakeParts } from "./use-take-parts.ts";

interface Source {
  name: string;
  read: (options: ReadOptions) => Promise<Reading>;
  /** Says that nothing could be read. */
  failed: string;
}

/** What waits for a person's choice. */
interface Pending extends Source {
  reading: Reading;
  /** Ends the wait; without parts, nothing is taken. */
  settle: (parts?: ImportedParts) => void;
}

interface Report {
  title: string;
  problems: readonly TextProblem[];
  /** The report is about these rows; `undefined`: it stays until it is closed. */
  rows?: Rows;
}

/** Carries out one request: reads files or pasted text, asks where there is something to choose, and reports what could not be read. */
export default function ImportPanel({ request }: { request: ImportRequest }) {
  const store = usePlaygroundStore();
  const rows = usePlayground((state) => state.draft.rows);
  const takeParts = useTakeParts();
  const [pending, setPending] = useState<Pending>();
  const [reports, setReports] = useState<readonly Report[]>([]);

  function report(title: string, problems: readonly TextProblem[], rows?: Rows): void {
    if (problems.length > 0) setReports((before) => [...before, { title, problems, ...(rows && { rows }) }]);
  }

  /** @returns whether something was taken */
  async function take(source: Source, place: Place, signal: AbortSignal): Promise<boolean> {
    const { name, read, failed } = source;
    const reading = await read({}).catch((cause: unknown): Reading => ({
      guessed: false,
      content: failure(RerankError.from(cause).message),
    }));
    if (signal.aborted) return false;
    // Another encoding may help, which only a person can tell.
    if (!reading.content.ok && !reading.guessed) {
      report(failed, reading.content.problems);
      return false;
    }
    const plain = reading.content.ok && !reading.guessed ? plainDocuments(reading.content.value) : undefined;
    const parts = plain
      ? { ...plain, notice: plainNotice(plain.documents.length, name, place) }
      : await ask();
    if (!parts || signal.aborted) return false;
    const excess = takeParts(parts, place);
    if (excess !== undefined) {
      report(failed, [{ message: excess }]);
      return false;
    }
    report(documentsText.partlyRead(name), parts.problems ?? [], store.getState().draft.rows);
    return true;

    async function ask(): Promise<ImportedParts | undefined> {
      const parts = await new Promise<ImportedParts | undefined>((settle) => {
        signal.addEventListener("abort", () => settle(undefined));
        setPending({ ...source, reading, settle });
      });
      setPending(undefined);
      // The form's buttons are gone; focus must not be lost with them.
      if (!signal.aborted) document.getElementById("documents")?.focus();
      return parts;
    }
  }

  /** The first file that is taken replaces the documents; the others come after it. */
  async function openFiles(files: readonly File[], signal: AbortSignal): Promise<void> {
    const failed = files.length > 1 ? documentsText.skippedFile : documentsText.notRead;
    let place: Place = "replace";
    for (const file of files) {
      const tooLarge = file.size > limits.bytes;
      const bytes = tooLarge ? undefined : await file.arrayBuffer().catch(() => undefined);
      const problem = tooLarge ? importText.tooLarge(limits.bytes) : importText.inaccessible;
      const read = async (options: ReadOptions): Promise<Reading> =>
        bytes
          ? readFile(file.name, new Uint8Array(bytes), options)
          : { guessed: false, content: failure(problem) };
      if (signal.aborted) return;
      if (await take({ name: file.name, read, failed: failed(file.name) }, place, signal)) place = "append";
    }
  }

  async function paste(row: number, text: string, signal: AbortSignal): Promise<void> {
    const name = documentsText.pastedText;
    if (text.length <= limits.characters && isOneText(text)) {
      store.getState().setDocument(row, text);
      return;
    }
    const read = async (options: ReadOptions): Promise<Reading> => ({
      guessed: false,
      content: readText({ name: undefined, text }, options),
    });
    await take({ name, read, failed: documentsText.notRead(name) }, { row }, signal);
  }

  const start = useEffectEvent((signal: AbortSignal): void => {
    void (request.kind === "files"
      ? openFiles(request.files, signal)
      : paste(request.row, request.text, signal));
  });
  // A newer request has a panel of its own, and ends what still waits in this one.
  useEffect(() => {
    const end = new AbortController();
    // oxlint-disable-next-line react/set-state-in-effect -- state follows what was read, later
    start(end.signal);
    return () => end.abort();
  }, []);

  return (
    <>
      {pending && (
        <ImportChoice
          name={pending.name}
          reading={pending.reading}
          reread={pending.read}
          onUse={pending.settle}
          onCancel={() => pending.settle()}
        />
      )}
      {reports
        .filter((entry) => entry.rows === undefined || entry.rows === rows)
        .map((entry) => (
          <Problems
            key={entry.title}
            title={entry.title}
            problems={entry.problems}
            onClose={() => setReports((before) => before.filter((other) => other !== entry))}
          />
        ))}
    </>
  );
}

function plainNotice(count: number, name: string, place: Place): string {
  return typeof place === "object" ? draftText.pastedDocuments(count) : documentsText.opened(count, name);
}
