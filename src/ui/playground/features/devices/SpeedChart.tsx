import type { DeviceSpeed } from "../../../../engine/local/devices/speed.ts";
import { formatDuration } from "../../../text/format.ts";
import { devicesText } from "../../text/devices.ts";
import { firstTokens, heightOf, lastTokens, lineOf, timeRange } from "./crossing.ts";

const width = 300;
const height = 110;
const left = 44;
const bottom = 18;

/** A line for each device: how long a run takes by the tokens that it reads. Both axes are logarithmic. In words, it stands beside it. */
export function SpeedChart({ speeds }: { speeds: readonly DeviceSpeed[] }) {
  const range = timeRange(speeds);
  const x = (share: number): number => left + share * (width - left - 8);
  const y = (share: number): number => (1 - share) * (height - bottom - 6) + 6;
  const ticks = powersOfTen(range.minMs, range.maxMs);
  const tokenTicks = powersOfTen(firstTokens, lastTokens);
  return (
    <svg aria-hidden viewBox={`0 0 ${width} ${height}`} className="w-full max-w-sm fill-muted text-[9px]">
      {ticks.map((ms) => (
        <g key={ms}>
          <line
            x1={left}
            x2={width - 8}
            y1={y(heightOf(ms, range))}
            y2={y(heightOf(ms, range))}
            className="stroke-line"
          />
          <text x={left - 4} y={y(heightOf(ms, range)) + 3} textAnchor="end">
            {formatDuration(ms).replace(/\.0+ /, " ")}
          </text>
        </g>
      ))}
      {tokenTicks.map((tokens, at) => (
        <text key={tokens} x={x(at / (tokenTicks.length - 1))} y={height - 6} textAnchor="middle">
          {tokens.toLocaleString("en", { notation: "compact" })}
        </text>
      ))}
      {speeds.map((speed) => {
        const points = lineOf(speed, range);
        const [endX, endY] = points.at(-1) ?? [1, 1];
        const isGpu = speed.device === "webgpu";
        return (
          <g key={speed.device}>
            <polyline
              points={points.map(([across, up]) => `${x(across)},${y(up)}`).join(" ")}
              className={`fill-none stroke-2 ${isGpu ? "stroke-accent" : "stroke-ink [stroke-dasharray:5_3]"}`}
            />
            <text
              x={x(endX) - 4}
              y={y(endY) + (isGpu ? 12 : -4)}
              textAnchor="end"
              className="fill-ink font-medium"
            >
              {devicesText.names[speed.device]}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function powersOfTen(from: number, to: number): number[] {
  const count = Math.round(Math.log10(to / from)) + 1;
  return Array.from({ length: count }, (_, power) => from * 10 ** power);
}
