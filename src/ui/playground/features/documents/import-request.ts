/** What is to be imported: files, or text that was pasted into a row that is empty or wholly selected. */
export type ImportRequest =
  | { kind: "files"; files: readonly File[] }
  | { kind: "paste"; row: number; text: string };

/** Requests count from 1. */
export interface NumberedRequest {
  number: number;
  request: ImportRequest;
}
