import { type DeviceSpeed, expectedMs } from "../../../../engine/local/devices/speed.ts";
import { devicesText } from "../../text/devices.ts";
import { firstTokens, heightOf, lastTokens, lineOf, timeRange } from "./crossing.ts";

const width = 300;
const height = 110;
const left = 44;
const right = 46;
const bottom = 18;
/** Between the names of two lines that end close to each other. */
const lineHeight = 10;

/** A line for each device: how long a run takes by the tokens that it reads. Both axes are logarithmic. */
export function SpeedChart({ speeds }: { speeds: readonly DeviceSpeed[] }) {
  const range = timeRange(speeds);
  const x = (share: number): number => left + share * (width - left - right);
  const y = (share: number): number => (1 - share) * (height - bottom - 6) + 6;
  const ticks = powersOfTen(range.minMs, range.maxMs);
  // From above, none nearer to the one before than a line of text.
  const ends = speeds
    .map((speed) => ({ device: speed.device, place: y(heightOf(expectedMs(speed, lastTokens), range)) }))
    .toSorted((a, b) => a.place - b.place)
    .map((end, at, all) => ({
      ...end,
      place: Math.max(end.place, (all[at - 1]?.place ?? -Infinity) + lineHeight),
    }));
  const tokenTicks = powersOfTen(firstTokens, lastTokens);
  return (
    <svg aria-hidden viewBox={`0 0 ${width} ${height}`} className="w-full max-w-sm fill-muted text-[9px]">
      {ticks.map((ms) => (
        <g key={ms}>
          <line
            x1={left}
            x2={width - right}
            y1={y(heightOf(ms, range))}
            y2={y(heightOf(ms, range))}
            className="stroke-line"
          />
          <text x={left - 4} y={y(heightOf(ms, range)) + 3} textAnchor="end">
            {ms < 1000 ? `${ms} ms` : `${(ms / 1000).toLocaleString("en")} s`}
          </text>
        </g>
      ))}
      {tokenTicks.map((tokens, at) => (
        <text key={tokens} x={x(at / (tokenTicks.length - 1))} y={height - 6} textAnchor="middle">
          {tokens.toLocaleString("en", { notation: "compact" })}
        </text>
      ))}
      {speeds.map((speed) => (
        <polyline
          key={speed.device}
          points={lineOf(speed, range)
            .map(([across, up]) => `${x(across)},${y(up)}`)
            .join(" ")}
          className={`fill-none stroke-2 ${speed.device === "webgpu" ? "stroke-accent" : "stroke-ink [stroke-dasharray:5_3]"}`}
        />
      ))}
      {ends.map(({ device, place }) => (
        <text key={device} x={width - right + 4} y={place + 3} className="fill-ink font-medium">
          {devicesText.names[device]}
        </text>
      ))}
    </svg>
  );
}

function powersOfTen(from: number, to: number): number[] {
  const count = Math.round(Math.log10(to / from)) + 1;
  return Array.from({ length: count }, (_, power) => from * 10 ** power);
}
