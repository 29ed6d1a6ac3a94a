/** Sentences and labels of the response. */
export const responseText = {
  heading: "Response",
  fold: "Fold long texts",
  copy: "Copy response",
  json: "Response as JSON",
  none: "The response appears here as JSON.",
} as const;
