/** Steps that can be undone and redone, around what is typed in between. Pure. */
import type { Settings } from "../../../draft/shared-draft.ts";
import type { Draft } from "../draft.ts";
import type { Row, Rows } from "../rows.ts";

/** The parts of the draft that a change replaced, and what it put in their place. */
export interface Step {
  before: Partial<Draft>;
  after: Partial<Draft>;
}

const maxSteps = 50;

export function withStep(steps: readonly Step[], step: Step): readonly Step[] {
  return [...steps.slice(1 - maxSteps), step];
}

/** The step that replaces these parts of a draft. */
export function replacing(draft: Draft, after: Partial<Draft>): Step {
  return { before: sameParts(draft, after), after };
}

/** The last step, with other rows as its outcome: a row that is dragged moves many times. */
export function withLastRows(steps: readonly Step[], rows: Rows): readonly Step[] {
  const last = steps.at(-1);
  if (!last?.after.rows) return steps;
  return [...steps.slice(0, -1), { ...last, after: { ...last.after, rows } }];
}

/** The parts of a draft as they were before a step, with what was typed since. */
export function takenBack({ before, after }: Step, now: Draft): Partial<Draft> {
  const { rows, settings } = before;
  return {
    ...before,
    ...(rows && { rows: mergedRows(rows, after.rows ?? [], now.rows) }),
    ...(settings && after.settings && { settings: mergedSettings(settings, after.settings, now.settings) }),
  };
}

export function sameParts(draft: Draft, { query, rows, settings, ...rest }: Partial<Draft>): Partial<Draft> {
  return {
    ...("queryImage" in rest && { queryImage: draft.queryImage }),
    ...(query !== undefined && { query: draft.query }),
    ...(rows && { rows: draft.rows }),
    ...(settings && { settings: draft.settings }),
  };
}

/** Settings that the step left alone stay as they are now. */
function mergedSettings(before: Settings, after: Settings, now: Settings): Settings {
  const names = Object.keys(before).filter((name) => name in after);
  const changed = names.filter((name) => field(before, name) !== field(after, name));
  return { ...now, ...Object.fromEntries(changed.map((name) => [name, field(before, name)])) };
}

const field = (settings: Settings, name: string): unknown =>
  Object.entries(settings).find(([key]) => key === name)?.[1];

/** The rows of before. A text that was typed since stays, and so does a row that was added since, after its neighbour. */
function mergedRows(before: Rows, after: Rows, now: Rows): Rows {
  const byId = (rows: Rows) => new Map(rows.map((row) => [row.id, row]));
  const [was, became, is] = [byId(before), byId(after), byId(now)];
  const added = new Map<number | undefined, Row[]>();
  let neighbour: number | undefined;
  for (const row of now) {
    if (was.has(row.id)) neighbour = row.id;
    else if (!became.has(row.id)) added.set(neighbour, [...(added.get(neighbour) ?? []), row]);
  }
  const kept = before.flatMap((row) => {
    const present = is.get(row.id);
    const left = became.get(row.id);
    // Taken out since, by something that has no step of its own.
    if (left && !present) return added.get(row.id) ?? [];
    const typedSince = present && present.document !== left?.document;
    return [typedSince ? present : row, ...(added.get(row.id) ?? [])];
  });
  return [...(added.get(undefined) ?? []), ...kept];
}
