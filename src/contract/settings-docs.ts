/** What the docs say of each setting. A setting that is missing here does not compile. */
import type { SettingName } from "./settings.ts";

interface SettingDocs {
  /** What holds without it. */
  without: string;
  /** What it does, as a clause. */
  text: string;
}

export const settingDocs: Record<SettingName, SettingDocs> = {
  top_n: { without: "all", text: "how many results come back, best first" },
  min_score: {
    without: "no minimum",
    text: "results with a lower score are left out before `top_n` counts; the response has their number as `below_min_score`",
  },
  max_tokens_per_document: { without: "the model's", text: "how many tokens of each document are read" },
  max_tokens_per_query: {
    without: "the model's",
    text: "a longer query keeps its first tokens; the response then has `truncated_query`: `tokens` and `used_tokens`",
  },
  truncate: {
    without: "`end`",
    text: "which part of a document that is too long is dropped: `end`, `start`, or `none`, which is an error instead",
  },
  passages: {
    without: "`none`",
    text: "how a document that is longer than the model reads is read: `none` (it is cut), `best` (in passages; it has the score of its best one), or an object: `size` and `overlap` in tokens, `max` in passages; an error for listwise and multimodal models",
  },
  budget_ms: {
    without: "no limit",
    text: "milliseconds for reading documents, in the order given, once the model is ready; documents that were not read by then have no result, and the response has their positions as `unread_documents`",
  },
  instruction: {
    without: "the model's own",
    text: "what counts as relevant, in words; for models that take an instruction (listwise, yes/no), an error for others",
  },
};
