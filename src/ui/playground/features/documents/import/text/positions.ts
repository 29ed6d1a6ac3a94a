/** Lines and columns of offsets in a text. Pure. */

export interface Position {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
}

/** @returns a function from an offset to its position; quick for many offsets of one text */
export function positions(text: string): (offset: number) => Position {
  const starts = [0];
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** Line ends as `\n`, and without the end-of-file character that DOS programs write. */
export function normalLines(text: string): string {
  const lines = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  return lines.trimEnd().endsWith("\u001A") ? lines.slice(0, lines.lastIndexOf("\u001A")) : lines;
}
