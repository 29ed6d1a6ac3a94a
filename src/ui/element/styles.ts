/** The element's look. Each colour of a page's own is one custom property; the defaults meet WCAG AA in both schemes. */
const css = `
:host {
  --ink: var(--tabrank-ink, light-dark(#1b1c1a, #e9e9e6));
  --muted: var(--tabrank-muted, light-dark(#5d5e59, #a4a6aa));
  --surface: var(--tabrank-surface, light-dark(#ffffff, #1a1c1f));
  --sunken: var(--tabrank-sunken, light-dark(#f1f1ee, #101113));
  --line: var(--tabrank-line, light-dark(#e3e3df, #2c2f34));
  --line-strong: var(--tabrank-line-strong, light-dark(#85857e, #73777f));
  --accent: var(--tabrank-accent, light-dark(#2f52c8, #9db2ff));
  --accent-ink: var(--tabrank-accent-ink, light-dark(#ffffff, #10131c));
  --danger: var(--tabrank-danger, light-dark(#b3261e, #ff9b92));
  --danger-soft: var(--tabrank-danger-soft, light-dark(#fdeceb, #3a1f1e));
  --warn: var(--tabrank-warn, light-dark(#7d5200, #e7bb62));
  --warn-soft: var(--tabrank-warn-soft, light-dark(#fdf3dc, #352b17));
  --radius: var(--tabrank-radius, 8px);
  --mono: var(--tabrank-mono, ui-monospace, "SF Mono", "Cascadia Code", Menlo, Consolas, monospace);
  color-scheme: light dark;
  display: block;
  color: var(--ink);
  font: 14px/20px var(--tabrank-font, system-ui, sans-serif);
}
:host([theme=light]) { color-scheme: light; }
:host([theme=dark]) { color-scheme: dark; }
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; margin: 0; }
.base {
  position: relative;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: var(--radius);
  overflow: hidden;
}
.editor { display: grid; gap: 12px; padding: 12px 16px 0; }
.field { display: grid; gap: 4px; min-width: 0; }
label, .hint, .model, .ran, .code, .label, .more, .progress, .tag, .wrong { font-size: 12px; line-height: 16px; color: var(--muted); }
.model, .outcome, .label, .text, .ran, .more { overflow-wrap: anywhere; }
label { font-weight: 500; }
input, textarea {
  width: 100%;
  font: inherit;
  color: inherit;
  background: var(--surface);
  border: 1px solid var(--line-strong);
  border-radius: calc(var(--radius) * 0.75);
  padding: 5px 8px;
}
textarea { min-height: 128px; resize: vertical; }
[aria-invalid=true] { border-color: var(--danger); }
.wrong { color: var(--danger); }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; padding: 12px 16px; }
button {
  font: inherit;
  font-weight: 500;
  min-height: 32px;
  min-width: 88px;
  padding: 0 12px;
  cursor: pointer;
  color: var(--accent-ink);
  background: var(--accent);
  border: 1px solid var(--accent);
  border-radius: calc(var(--radius) * 0.75);
}
button.running { color: var(--ink); background: var(--surface); border-color: var(--line-strong); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.progress { font-variant-numeric: tabular-nums; }
.track { height: 2px; background: transparent; overflow: hidden; }
.track.running { background: var(--line); }
.track span { display: block; height: 100%; width: 0; background: var(--accent); transition: width 0.15s; }
.track.unknown span { width: 30%; animation: pass 1.2s infinite ease-in-out; }
@keyframes pass { from { translate: -100% 0; } to { translate: 400% 0; } }
.model { padding: 4px 16px 12px; }
a { color: inherit; }
.tag { display: inline-block; white-space: nowrap; padding: 0 6px; border-radius: 4px; color: var(--warn); background: var(--warn-soft); }
.outcome { margin: 0 16px 12px; padding: 8px 12px; border-radius: calc(var(--radius) * 0.75); }
.failed { color: var(--danger); background: var(--danger-soft); }
.failed .code { color: inherit; }
.cancelled { color: var(--muted); background: var(--sunken); }
ol { list-style: none; padding: 0; border-top: 1px solid var(--line); }
li { display: grid; grid-template-columns: 24px minmax(0, 1fr); gap: 0 12px; padding: 8px 16px; border-bottom: 1px solid var(--line); }
.rank { font: 600 16px/20px var(--mono); text-align: end; }
.figures { display: flex; align-items: center; gap: 12px; font: 12px/20px var(--mono); color: var(--muted); }
.score { font-weight: 600; color: var(--ink); }
.scale { flex: 1; min-width: 32px; height: 6px; border-radius: 3px; overflow: hidden; background: var(--sunken); }
.scale span { display: block; height: 100%; border-radius: 3px; background: var(--accent); }
.stale .scale span { background: var(--line-strong); }
.text { max-height: 240px; overflow-y: auto; white-space: pre-line; }
.ran, .more { padding: 8px 16px; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (forced-colors: active) {
  .scale span, .track span { background: Highlight; }
}
@media (prefers-reduced-motion: reduce) {
  .track span { transition: none; }
  .track.unknown span { animation: none; }
}
`;

let sheet: CSSStyleSheet | undefined;

/** One sheet for all elements. Made by script, it needs no `style-src 'unsafe-inline'`. */
export function elementStyles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
