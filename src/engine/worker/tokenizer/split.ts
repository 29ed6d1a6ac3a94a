/** Splits a text at a pattern, with what `tokenizers` calls the behaviour. */

export const behaviors = [
  "Removed",
  "Isolated",
  "MergedWithPrevious",
  "MergedWithNext",
  "Contiguous",
] as const;
export type Behavior = (typeof behaviors)[number];

/** A part of a text, and whether the pattern matches it. */
interface Span {
  start: number;
  end: number;
  isMatch: boolean;
}

/** Spans that cover the text, in its order. @param pattern with the flag `g` */
function splitSpans(text: string, pattern: RegExp, invert: boolean): Span[] {
  const spans: Span[] = [];
  let last = 0;
  for (const { 0: match, index } of text.matchAll(pattern)) {
    if (last < index) spans.push({ start: last, end: index, isMatch: invert });
    last = index + match.length;
    spans.push({ start: index, end: last, isMatch: !invert });
  }
  if (last < text.length) spans.push({ start: last, end: text.length, isMatch: invert });
  return spans;
}

/** Joins a span to the one before it where `joins` says so. */
function joined(spans: Iterable<Span>, joins: (span: Span, previousIsMatch: boolean) => boolean): Span[] {
  const found: Span[] = [];
  let previousIsMatch = false;
  for (const span of spans) {
    const previous = found.at(-1);
    if (previous && joins(span, previousIsMatch)) {
      previous.start = Math.min(previous.start, span.start);
      previous.end = Math.max(previous.end, span.end);
    } else found.push({ ...span });
    previousIsMatch = span.isMatch;
  }
  return found;
}

const firstOfMatches = ({ isMatch }: Span, previousIsMatch: boolean) => isMatch && !previousIsMatch;

const split: Record<Behavior, (spans: Span[]) => Span[]> = {
  Removed: (spans) => spans.filter(({ isMatch }) => !isMatch),
  Isolated: (spans) => spans,
  MergedWithPrevious: (spans) => joined(spans, firstOfMatches),
  MergedWithNext: (spans) => joined(spans.toReversed(), firstOfMatches).toReversed(),
  Contiguous: (spans) => joined(spans, ({ isMatch }, previousIsMatch) => isMatch === previousIsMatch),
};

/** The parts of a text that are left, with where they start. */
export function splitText(
  text: string,
  pattern: RegExp,
  { behavior, invert = false }: { behavior: Behavior; invert?: boolean },
): { text: string; start: number }[] {
  return split[behavior](splitSpans(text, pattern, invert)).map(({ start, end }) => ({
    text: text.slice(start, end),
    start,
  }));
}
