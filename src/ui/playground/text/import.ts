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

/** What to do with a file that cannot be read. */
const advice = {
  csv: "Save its contents as CSV or JSON and open that.",
  text: "Copy its text, or save it as TXT, and open that.",
  records: 'Save its rows as JSON Lines (in pandas: to_json(orient="records", lines=True)) and open that.',
  unpack: "Unpack it and open what is in it.",
  images: "Images are documents for models that read images: choose one under Model.",
} as const;

export const importText = {
  jsonSyntax: (code: string) => jsonSyntax[code] ?? "This is not valid JSON.",
  tableSyntax: (code: string) => tableSyntax[code] ?? "This row has a syntax error.",
  tooDeep: (limit: number) => `This JSON has more than ${limit} lists and objects inside each other.`,
  repeatedKey: (key: string) => `The key “${key}” is there more than once. The last one counts.`,
  listExpected: "Expected a list of documents in [ ].",
  invalidDocument: (number: number) =>
    `Document ${number} must be a string, or an object with a "text" or an "image".`,
  skippedLine: 'Skipped. Expected a JSON string, or an object with a "text" or an "image".',
  /** @param column empty if no field was chosen */
  noText: (column: string) =>
    column === "" ? "Left out: it has no text." : `Left out: “${column}” has no text here.`,
  noGrade: (value: string) => `The grade “${value}” is not a number, so this document has none.`,
  /** @param number of the record, from 1 */
  inRecord: (number: number, message: string) => `Record ${number}: ${message}`,
  tooManyCells: (cells: number, columns: number) =>
    `This row has ${cells} cells instead of ${columns}. Some were joined: put quotes around a cell that contains the delimiter.`,
  cutBySource: (fields: readonly string[]) => `The server that wrote this file has cut ${fields.join(", ")}.`,
  undecodable: "Some bytes are no characters in this encoding. They became �.",

  /** @param extension such as ".bin"; may be empty */
  unsupported: (extension: string, supported: readonly string[]) => {
    const subject = extension === "" ? "Files of this type" : `${extension.slice(1).toUpperCase()} files`;
    return `${subject} are not supported. Use ${listed.format(supported)}.`;
  },
  unreadable: ({ name, advice: kind }: { name: string; advice: keyof typeof advice }) =>
    `${name} files are not read here. ${advice[kind]}`,
  /** A file with a readable extension that holds something else. */
  notText: "This file is not text.",
  /** @param limit in bytes */
  tooLarge: (limit: number) => `The file has more than ${limit / 1e6} MB of text. Open a part of it.`,
  inaccessible: "The browser cannot access the file. It may have been moved or changed.",
  damagedGzip: "The file is packed with gzip and damaged.",
  noRows: "The file has no rows.",
  headerOnly: "The file has a header and no rows.",
  noDocuments: "The file has no documents.",
  scoresOnly:
    "This answer has scores and no texts: it names documents by their place in the request. Open the request instead.",

  /** Names of lists. */
  rows: "Rows",
  lines: "Lines",
  paragraphs: "Paragraphs",
  markdownParts: "Paragraphs and list items",
  bulk: "Documents of the bulk request",
  wholeValue: "The whole file",
  rootList: (lines: boolean) => (lines ? "Lines" : "The list"),
  allQueries: "All queries",
  /** @param number from 1 */
  column: (number: number) => `Column ${number}`,
} as const;
