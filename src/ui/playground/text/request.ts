/** Sentences and labels of the request. */
export const requestText = {
  heading: "Request",
  languages: "Language",
  wrap: "Wrap",
  copy: "Copy request",
  code: (language: string) => `Request in ${language}`,
} as const;
