/** Formats numbers for people. Pure. */

export function formatBytes(bytes: number): string {
  if (bytes < 1e3) return plural(bytes, "byte");
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
  return `${(bytes / 1e9).toFixed(2)} GB`;
}

export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export function formatScore(score: number): string {
  const size = Math.abs(score);
  // A score other than 0 must not read as 0.000.
  return (score !== 0 && size < 0.0005) || size >= 1e6
    ? score.toExponential(1)
    : score.toFixed(size < 10 ? 3 : 2);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
