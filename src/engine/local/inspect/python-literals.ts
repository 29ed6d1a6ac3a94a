/** Lists of texts as Python prints them. Pure. */

export type PythonList = (string | PythonList)[];

const token = /\s*(?:(?<mark>[[\],])|(?<quote>["'])(?<text>(?:\\[\s\S]|(?!\k<quote>)[^\\\n])*)\k<quote>)/y;

/** The list that begins at a position; `undefined` if it holds anything but texts and lists. */
export function parsePythonList(source: string, from: number): PythonList | undefined {
  token.lastIndex = from;
  const open: PythonList[] = [];
  for (let match = token.exec(source); match; match = token.exec(source)) {
    const { mark, text } = match.groups ?? {};
    const innermost = open.at(-1);
    if (mark === "[") {
      const list: PythonList = [];
      innermost?.push(list);
      open.push(list);
    } else if (mark === "]") {
      const closed = open.pop();
      if (open.length === 0) return closed;
    } else if (text !== undefined) {
      if (!innermost) return undefined;
      innermost.push(unescape(text));
    }
  }
  return undefined;
}

const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", "\n": "" };

function unescape(text: string): string {
  return text.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U(00(?:0[\da-fA-F]|10)[\da-fA-F]{4})|([\s\S]))/g,
    (_, byte?: string, short?: string, long?: string, one = "") => {
      const code = byte ?? short ?? long;
      return code === undefined ? (escapes[one] ?? one) : String.fromCodePoint(Number.parseInt(code, 16));
    },
  );
}
