/** Reads judgements (qrels) and runs in the formats of TREC and BEIR. They name documents by id and have no texts. Pure. */
import type { Judgements } from "../reading.ts";

/**
 * The line formats of trec_eval (`topic iteration document grade` and `topic Q0 document rank score run`), and BEIR's
 * table with a header. The second column tells the first two from sentences: it is a number or `Q0`.
 */
const formats: readonly {
  kind: Judgements["kind"];
  header?: RegExp;
  line: RegExp;
}[] = [
  {
    kind: "run",
    line: /^(?<query>\S+)\s+(?:\d+|Q0)\s+(?<id>\S+)\s+(?<value>\d+)\s+-?[\d.]+(?:[eE][+-]?\d+)?\s+\S+$/i,
  },
  { kind: "qrels", line: /^(?<query>\S+)\s+(?:\d+|Q0)\s+(?<id>\S+)\s+(?<value>-?\d+)$/i },
  {
    kind: "qrels",
    header: /^"?query[-_]id"?[\t,]"?corpus[-_]id"?[\t,]"?score"?$/i,
    line: /^"?(?<query>[^\t,"]+)"?[\t,]"?(?<id>[^\t,"]+)"?[\t,]"?(?<value>-?\d+)(?:\.0+)?"?$/,
  },
];

/** @returns `undefined` for a text of which any line has another form */
export function readJudgements(text: string): Judgements | undefined {
  const lines = text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [line.trim()]));
  const first = lines[0];
  if (first === undefined) return undefined;
  for (const { kind, header, line: pattern } of formats) {
    if (header && !header.test(first)) continue;
    const body = header ? lines.slice(1) : lines;
    const entries = body.map((line) => pattern.exec(line)?.groups);
    if (body.length > 0 && entries.every((groups) => groups !== undefined))
      return judgements(
        kind,
        entries.map(({ query = "", id = "", value }) => ({ query, id, value: Number(value) })),
      );
  }
  return undefined;
}

export function judgements(
  kind: Judgements["kind"],
  entries: readonly { query: string; id: string; value: number }[],
): Judgements {
  const topics = new Map<string, { id: string; value: number }[]>();
  for (const { query, id, value } of entries) {
    const topic = topics.get(query) ?? [];
    topic.push({ id, value });
    topics.set(query, topic);
  }
  return { kind, topics: [...topics].map(([query, list]) => ({ query, entries: list })) };
}
