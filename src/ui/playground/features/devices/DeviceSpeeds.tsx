import { Gauge, Square } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { RerankError } from "../../../../contract/errors.ts";
import type { RerankProgress } from "../../../../contract/reranker.ts";
import type { DeviceSpeed } from "../../../../engine/local/devices/speed.ts";
import { downloadBytes } from "../../../../models/model.ts";
import { describeError } from "../../../text/describe-error.ts";
import { describeProgress } from "../../../text/describe-progress.ts";
import { formatBytes, formatDuration } from "../../../text/format.ts";
import type { Answer } from "../../stores/run.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { devicesText } from "../../text/devices.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { SpeedChart } from "./SpeedChart.tsx";
import { describeCrossing } from "./crossing.ts";

type State =
  | { status: "idle" | "done" | "gone" }
  | { status: "running"; progress: RerankProgress | undefined }
  | { status: "failed"; error: RerankError };

/** Which device is faster for which requests, as measured on this machine. */
export default function DeviceSpeeds({ answer }: { answer: Answer }) {
  const { choice } = answer;
  const { state, speeds, measure } = useMeasuring(answer);
  const [chosen, ...others] = choice?.expected ?? [];
  return (
    <div className="pt-0.5">
      {chosen && (
        <p>
          {devicesText.expected(
            devicesText.names[chosen.device],
            formatDuration(chosen.ms),
            others.map(({ device, ms }) => [devicesText.names[device], formatDuration(ms)]),
          )}
        </p>
      )}
      <details className="pt-0.5">
        <summary className="cursor-pointer text-muted">{devicesText.heading}</summary>
        <div className="flex flex-col gap-1.5 py-1.5">
          {speeds.length > 1 ? <Speeds speeds={speeds} /> : <NotMeasured answer={answer} />}
          <div className="flex flex-wrap items-center gap-2">
            <MeasureButton state={state} measured={speeds.length > 1} onPress={measure} />
            {speeds.length > 1 && (
              <CopyButton label={devicesText.copy} text={() => JSON.stringify(speeds, undefined, 2)} />
            )}
          </div>
          <Outcome state={state} />
        </div>
      </details>
    </div>
  );
}

function useMeasuring(answer: Answer) {
  const engineFor = usePlayground((store) => store.engineFor);
  const [state, setState] = useState<State>({ status: "idle" });
  const [measured, setMeasured] = useState<{ answer: Answer; speeds: readonly DeviceSpeed[] }>();
  const running = useRef<AbortController>(undefined);
  // Nobody could cancel it any more.
  useEffect(() => () => running.current?.abort(), []);

  async function measure(): Promise<void> {
    if (running.current) return running.current.abort();
    const engine = engineFor(answer);
    if (!engine) return setState({ status: "gone" });
    const abort = new AbortController();
    running.current = abort;
    const report = (progress: RerankProgress | undefined): void => setState({ status: "running", progress });
    report(undefined);
    try {
      const speeds = await engine.measureDevices({ signal: abort.signal, onProgress: report });
      setMeasured({ answer, speeds });
      setState({ status: "done" });
    } catch (cause) {
      setState(
        abort.signal.aborted ? { status: "idle" } : { status: "failed", error: RerankError.from(cause) },
      );
    } finally {
      running.current = undefined;
    }
  }

  const speeds = measured?.answer === answer ? measured.speeds : (answer.choice?.speeds ?? []);
  return { state, speeds, measure: () => void measure() };
}

function MeasureButton({
  state,
  measured,
  onPress,
}: {
  state: State;
  measured: boolean;
  onPress: () => void;
}) {
  const running = state.status === "running";
  const label = measured ? devicesText.again : devicesText.measure;
  return (
    <button type="button" className="button" onClick={onPress}>
      {running ? <Square aria-hidden size={14} /> : <Gauge aria-hidden size={14} />}
      <span>{running ? devicesText.cancel : label}</span>
    </button>
  );
}

function Outcome({ state }: { state: State }) {
  if (state.status === "failed") {
    return (
      <p role="alert" className="text-danger">
        {describeError(state.error)}
      </p>
    );
  }
  return <output className="text-muted">{outcomeText(state)}</output>;
}

function outcomeText(state: Exclude<State, { status: "failed" }>): string {
  switch (state.status) {
    case "idle":
      return "";
    case "running":
      return state.progress ? describeProgress(state.progress).text : devicesText.running;
    case "done":
      return devicesText.done;
    case "gone":
      return devicesText.gone;
  }
}

function NotMeasured({ answer }: { answer: Answer }) {
  const model = usePlayground((store) => store.findModel(answer.draft.settings.modelId));
  const weights = model?.variants.find(({ devices }) => devices.includes("wasm"));
  const other = weights && weights.dtype !== answer.engine.dtype ? weights : undefined;
  return (
    <p className="text-muted">
      <span>{devicesText.notMeasured}</span>
      {model && other && (
        <span>{` ${devicesText.mayDownload(formatBytes(downloadBytes(model, other)))}`}</span>
      )}
    </p>
  );
}

function Speeds({ speeds }: { speeds: readonly DeviceSpeed[] }) {
  const { table } = devicesText;
  return (
    <>
      <p>{describeCrossing(speeds)}</p>
      <figure>
        <SpeedChart speeds={speeds} />
        <figcaption className="text-muted">{devicesText.chart}</figcaption>
      </figure>
      <table className="w-full max-w-sm text-left tabular-nums">
        <caption className="sr-only">{table.caption}</caption>
        <thead className="text-muted">
          <tr>
            {[table.device, table.fixed, table.perToken, table.load].map((heading) => (
              <th key={heading} scope="col" className="pr-3 font-normal">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {speeds.map(({ device, dtype, workers, fixedMs, msPerToken, loadMs }) => (
            <tr key={device}>
              <th scope="row" className="pr-3 font-normal">
                {devicesText.weights(devicesText.names[device], dtype, workers)}
              </th>
              <td>{formatDuration(fixedMs)}</td>
              <td>{formatDuration(1000 * msPerToken)}</td>
              <td>{formatDuration(loadMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
