/** Problems of files and JSON. Loaded with the code that reads them. */

/** "TXT, CSV or JSON" */
const listed = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** By the parser's code for a syntax error. */
const jsonSyntax: Record<string, string> = {
  InvalidSymbol: "This is not a JSON value. Texts need double quotes.",
  InvalidNumberFormat: "This number is incomplete.",
  PropertyNameExpected: "Expected a name in double quotes.",
  ValueExpected: "Expected a value.",
  ColonExpected: "Expected a colon.",
  CommaExpected: "Expected a comma.",
  CloseBraceExpected: "A closing } is missing.",
  CloseBracketExpected: "A closing ] is missing.",
  EndOfFileExpected: "Expected nothing more after the JSON.",
  InvalidCommentToken: "JSON does not allow comments.",
  UnexpectedEndOfComment: "JSON does not allow comments.",
  UnexpectedEndOfString: "A closing double quote is missing.",
  UnexpectedEndOfNumber: "This number is incomplete.",
  InvalidUnicode: "Expected four hexadecimal digits after \\u.",
  InvalidEscapeCharacter: "This escape sequence does not exist.",
  InvalidCharacter: "This character must be escaped.",
};

/** By the parser's code for a problem with a table. */
const tableSyntax: Record<string, string> = {
  MissingQuotes: "A closing quote is missing.",
  InvalidQuotes: "A quote inside a quoted cell must be doubled.",
};

export const importText = {
  jsonSyntax: (code: string) => jsonSyntax[code] ?? "This is not valid JSON.",
  tableSyntax: (code: string) => tableSyntax[code] ?? "This row has a syntax error.",
  listExpected: "Expected a list of documents in [ ].",
  invalidDocument: (number: number) =>
    `Document ${number} must be a string, or an object with a "text" or an "image".`,
  skippedLine: 'Skipped. Expected a JSON string, or an object with a "text" or an "image".',
  /** @param extension such as ".pdf"; may be empty */
  unsupported: (extension: string, supported: readonly string[]) => {
    const subject = extension === "" ? "Files of this type" : `${extension.slice(1).toUpperCase()} files`;
    return `${subject} are not supported. Use ${listed.format(supported)}.`;
  },
  /** A file with a readable extension that holds something else. */
  notText: "This file is not text.",
  noRows: "The file has no rows.",
  noDocuments: "The file has no documents.",
} as const;
