/** The page's own run, and the answer it leaves. */
import { type RerankError, fieldError } from "../../../../contract/errors.ts";
import { parseRequest } from "../../../../contract/rerank.ts";
import { LatestRun, type RunContext } from "../../../../engine/latest-run.ts";
import type { FamilyName, ModelEntry } from "../../../../models/model.ts";
import { type Draft, acceptedInputs, draftRequest } from "../draft.ts";
import type { Engine, Engines } from "../engines.ts";
import { type LocalRunOptions, rankLocally } from "../local-run.ts";
import { missingModel } from "../missing-model.ts";
import { PhaseTimes } from "../phase-times.ts";
import type { Schedule } from "../once-per-frame.ts";
import type { Answer, Run } from "../run.ts";
import { draftText } from "../../text/draft.ts";
import type { Slice } from "../slice.ts";
import type { EditingState, JsonProblem } from "./editing.ts";
import { type EarlierRun, withRun } from "./earlier-runs.ts";
import { liveProgress } from "./live-progress.ts";
import type { LoadingAheadState } from "./loading-ahead.ts";
import type { ModelState } from "./models.ts";

export interface RunState {
  run: Run;
  /** The valid draft that the person asked for last, until it is cancelled: the comparison follows it. */
  asked: Draft | undefined;
  /** The last good answer. */
  answer: Answer | undefined;
  /** Those that the person asked for, newest first. */
  runs: readonly EarlierRun[];
  /** The last answer of each model family, shown side by side. */
  answersByFamily: Partial<Record<FamilyName, Answer>>;

  /** @param byTyping nobody pressed the button: an input that is not valid yet is ignored */
  rerank: (byTyping?: boolean) => Promise<void>;
  /** Ranks any draft on the page's own engine and changes nothing of the page. */
  rankBeside: (draft: Draft, options: LocalRunOptions) => Promise<Answer>;
  cancel: () => void;
  /** Shows the answer of an earlier run and opens its draft, as a change that `undo` takes back. */
  returnTo: (run: EarlierRun) => void;
  /** The engine that gave an answer, if it is still the page's engine. */
  engineFor: (answer: Answer) => Engine | undefined;
}

export interface RunDependencies {
  engines: Engines;
  now: () => number;
  schedule: Schedule;
}

/** The owner of the engine that answers the page itself. */
export const mainEngine = "page";

export function createRunning(
  { set, get }: Slice<RunState & EditingState & ModelState & Pick<LoadingAheadState, "stopLoadingAhead">>,
  { engines, now, schedule }: RunDependencies,
): RunState {
  const latest = new LatestRun();

  /** @throws {RerankError} `model_not_found` */
  function requireModel({ settings: { modelId } }: Draft): ModelEntry {
    const model = get().findModel(modelId);
    if (!model) throw missingModel(modelId);
    return model;
  }

  async function rankBeside(draft: Draft, options: LocalRunOptions): Promise<Answer> {
    const model = requireModel(draft);
    const engine = engines.get(mainEngine, model, draft.settings);
    return rankLocally({ ...options, engine, model, draft });
  }

  async function rank(draft: Draft, byTyping: boolean, { signal, isLatest }: RunContext): Promise<Answer> {
    const times = new PhaseTimes(now);
    const model = requireModel(draft);
    const { jsonProblem } = get();
    if (jsonProblem) throw jsonError(jsonProblem);
    // Errors in the input are reported before anything is downloaded or loaded.
    parseRequest(draftRequest(draft, model), acceptedInputs(model));
    const { started, onProgress } = liveProgress({
      rows: draft.rows,
      now,
      schedule,
      show: (run) => isLatest() && set({ run }),
    });
    set({
      notice: undefined,
      // A new object for each request, even if the draft is the same.
      ...(!byTyping && { asked: { ...draft } }),
      run: started,
    });
    const answer = await rankBeside(draft, {
      signal,
      onProgress: (progress) => {
        times.enter(progress.phase);
        onProgress(progress);
      },
    });
    return { ...answer, phases: times.end() };
  }

  return {
    run: { status: "idle" },
    asked: undefined,
    answer: undefined,
    runs: [],
    answersByFamily: {},

    rerank: async (byTyping = false) => {
      const { draft, findModel } = get();
      if (byTyping && !isValid(draft, findModel(draft.settings.modelId))) return;
      await latest.start((context) => rank(draft, byTyping, context), {
        done: (answer) =>
          set(({ answersByFamily, runs }) => ({
            run: { status: "idle" },
            answer,
            runs: byTyping ? runs : withRun(runs, answer),
            answersByFamily: { ...answersByFamily, [answer.family]: answer },
          })),
        failed: (error) => set({ run: { status: "failed", error, draft } }),
        cancelled: () => set({ run: { status: "cancelled" } }),
      });
    },
    rankBeside,
    cancel: () => {
      set({ asked: undefined });
      get().stopLoadingAhead();
      latest.cancel();
    },
    returnTo: ({ number, answer }) => {
      if (get().run.status === "running") get().cancel();
      get().openDraft(answer.draft, draftText.openedRun(number));
      set({ run: { status: "idle" }, answer });
    },
    engineFor: ({ engine }) => {
      const present = engines.present(mainEngine);
      // A model that was loaded again, on another device perhaps, has another status.
      return present?.status === engine ? present : undefined;
    },
  };
}

function jsonError(problem: JsonProblem): RerankError {
  const message = draftText.jsonProblem[problem];
  return fieldError("invalid_request", [{ field: "documents", message, type: "value_error.json" }]);
}

function isValid(draft: Draft, model: ModelEntry | undefined): boolean {
  try {
    parseRequest(draftRequest(draft, model), acceptedInputs(model));
    return model !== undefined;
  } catch {
    return false;
  }
}
