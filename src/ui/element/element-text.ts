/** Every label and sentence of the element. Single exports, whose names a build shortens. */
export const query = "Query";
export const documents = "Documents";
export const documentsHint = "One per line, or a JSON list of texts and objects.";
export const document = (number: number): string => `Document ${number}`;
export const rerank = "Rerank";
export const cancel = "Cancel";
export const progress = "Progress";
export const outOfDate = "Out of date";
export const nonCommercial = "no commercial use";
export const cancelled = "Cancelled.";
export const earlierResults = "Earlier results below.";
export const noWeights = "no weights for this device";
export const done = (results: string): string => `Done: ${results}.`;
export const best = (number: number, score: string): string => `Best: document ${number}, score ${score}.`;
