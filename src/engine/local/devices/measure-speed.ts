/** Times the device of an engine on texts of its own. */
import type { ModelEntry } from "../../../models/model.ts";
import type { ScoringInput } from "../../worker/protocol.ts";
import type { LoadedEngine } from "../load-engine.ts";
import { estimateTokens } from "../score/chunks.ts";
import { documentsTask, estimateWork } from "../score/documents-task.ts";
import { type Costs, type DeviceSpeed, type SpeedSample, expectedMs, fitCosts } from "./speed.ts";

const query = "What bakes bread?";
const sentence = "The oven bakes bread, and a river carries sand and small stones past old mills. ";
const shortTokens = 16;
const documentTokens = 64;
/** A run is long when it takes this many milliseconds, so that its length shows against the fixed cost. */
const longMs = 100;
const longTokens = [256, 1024, 4096];
/** A run that takes longer is not repeated: it is not the compilation that takes so long. */
const hopelessMs = 5000;
/** A device whose short run takes longer gets a shorter long one. */
const slowMs = 500;
const slowLongTokens = [64];
/** Work that grows a pool: so many times the time in which a worker loads; and the longest it may take one worker. */
const growthFactor = 3;
const growthMs = 4000;
const growthRounds = 3;

interface MeasureOptions {
  model: ModelEntry;
  /** Milliseconds on a monotonic clock. */
  now: () => number;
  signal: AbortSignal;
  /** Another device's costs: a pool that could beat it with more workers is grown and timed again. */
  rival?: Costs | undefined;
}

/**
 * A short run and a long one, a few hundred milliseconds together; a pool of workers takes some seconds where it is
 * not clear without.
 * @throws as `WorkerPool.run`
 */
export async function measureSpeed(
  { pool, status }: LoadedEngine,
  { model, now, signal, rival }: MeasureOptions,
): Promise<DeviceSpeed> {
  /** @param chunks how many times the documents are run, side by side if there are workers */
  const time = async (tokens: number, chunks = 1): Promise<SpeedSample> => {
    const input = textsOf(tokens, model.maxTokens);
    const positions = [...input.documents.keys()];
    const tasks = Array.from({ length: chunks }, () =>
      documentsTask(input, positions, (worker, selected) => worker.compute(selected)),
    );
    const startedAt = now();
    await pool.run(tasks, signal, () => {});
    return { tokens: estimateWork(input) * chunks, ms: now() - startedAt };
  };
  /** The first run of a shape compiles code or shaders. */
  const timeWarm = async (tokens: number): Promise<SpeedSample> => {
    const first = await time(tokens);
    if (first.ms > hopelessMs) return first;
    const second = await time(tokens);
    return second.ms < first.ms ? second : first;
  };

  const short = await timeWarm(shortTokens);
  let samples: [SpeedSample, SpeedSample] = [short, short];
  for (const tokens of short.ms > slowMs ? slowLongTokens : longTokens) {
    samples[1] = await timeWarm(tokens);
    if (samples[1].ms >= longMs) break;
  }
  let costs = fitCosts(...samples);

  if (rival && pool.max > 1 && costs.msPerToken / pool.max < rival.msPerToken) {
    const wantedMs = Math.min(growthMs, growthFactor * Math.max(status.loadMs, longMs));
    const [tokens = 0] = longTokens;
    const chunks = Math.max(pool.max, Math.ceil(wantedMs / Math.max(1, expectedMs(costs, tokens))));
    for (let round = 0; round < growthRounds; round++) {
      const workers = pool.size;
      samples = [short, await time(tokens, chunks)];
      if (pool.size === workers) break;
    }
    costs = fitCosts(...samples);
  }
  return {
    device: status.device,
    dtype: status.dtype,
    ...(status.adapter !== undefined && { adapter: status.adapter }),
    workers: pool.size,
    ...costs,
    loadMs: status.loadMs,
    samples,
    measuredAt: new Date().toISOString(),
  };
}

/** Documents of about so many tokens together. */
function textsOf(tokens: number, maxTokens: number): ScoringInput {
  const size = Math.min(tokens, documentTokens, maxTokens);
  const count = Math.max(1, Math.round(tokens / size));
  return {
    query,
    documents: Array.from({ length: count }, () => textOf(size)),
    truncation: { truncate: "end" },
  };
}

function textOf(tokens: number): string {
  const words = sentence.repeat(Math.ceil(tokens / estimateTokens(sentence, Infinity))).split(" ");
  const text: string[] = [];
  for (const word of words) {
    text.push(word);
    if (estimateTokens(text.join(" "), Infinity) >= tokens) break;
  }
  return text.join(" ");
}
