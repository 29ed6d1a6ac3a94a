import { GripHorizontal } from "lucide-react";
import type { PointerEvent, RefObject } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import { resultsText } from "../../text/results.ts";

interface CutLineProps {
  /** Documents above the line. */
  returned: number;
  /** Of the whole answer. */
  documents: number;
  /** Holds the rows on both sides of the line. */
  list: RefObject<HTMLElement | null>;
}

/** Moves the line below the returned documents: by dragging its handle, or as a slider by the arrow keys. */
export default function CutLine({ returned, documents, list }: CutLineProps) {
  const setSettings = usePlayground((state) => state.setSettings);
  const last = documents - 1;
  const cutAt = (count: number): void => {
    const topN = Math.min(Math.max(count, 1), last);
    if (topN !== returned) setSettings({ topN: String(topN) });
  };
  const onPointerMove = ({ currentTarget, pointerId, clientY }: PointerEvent<HTMLElement>): void => {
    if (!currentTarget.hasPointerCapture(pointerId)) return;
    const rows = [...(list.current?.querySelectorAll("[data-key]") ?? [])];
    const isAbove = (row: Element): boolean => {
      const { top, bottom } = row.getBoundingClientRect();
      // A row that is folded away has no height.
      return bottom > top && (top + bottom) / 2 < clientY;
    };
    cutAt(rows.filter(isAbove).length);
  };
  return (
    <div className="absolute top-0 left-1/2 -translate-x-1/2 print:hidden">
      <input
        type="range"
        className="peer sr-only"
        aria-label={resultsText.cutLine}
        aria-valuetext={resultsText.cutAt(returned, documents)}
        min={1}
        max={last}
        value={returned}
        onChange={({ currentTarget }) => cutAt(currentTarget.valueAsNumber)}
      />
      <span
        title={resultsText.cutLineHint}
        className="flex h-6 w-12 cursor-row-resize touch-none items-center justify-center rounded-md text-muted peer-focus-visible:outline-2 peer-focus-visible:outline-accent hover:text-ink pointer-coarse:-my-2.5 pointer-coarse:h-11"
        onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
        onPointerMove={onPointerMove}
      >
        <GripHorizontal aria-hidden size={14} />
      </span>
    </div>
  );
}
