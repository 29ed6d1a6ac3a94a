import { type PointerEvent, type RefObject, useState } from "react";
import { usePlaygroundStore } from "../../stores/store-context.ts";

const edgePixels = 40;
const scrollPixels = 12;

/** Reorders rows with the pointer: the row follows the pointer, and the list scrolls at its edges. */
export function useRowDrag(box: RefObject<HTMLElement | null>): {
  /** Id of the dragged row. */
  row: number | undefined;
  start: (id: number, event: PointerEvent) => void;
} {
  const store = usePlaygroundStore();
  const [row, setRow] = useState<number>();

  function start(id: number, event: PointerEvent): void {
    if (event.button !== 0) return;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    store.getState().beginChange();
    setRow(id);
    const move = ({ clientX, clientY }: globalThis.PointerEvent): void => {
      const list = box.current;
      if (!list) return;
      const { top, bottom } = list.getBoundingClientRect();
      if (clientY < top + edgePixels) list.scrollTop -= scrollPixels;
      if (clientY > bottom - edgePixels) list.scrollTop += scrollPixels;
      const under = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>("[data-index]");
      const to = Number(under?.dataset["index"] ?? Number.NaN);
      if (under && list.contains(under) && under.dataset["row"] !== String(id)) {
        store.getState().moveDocument(id, to);
      }
    };
    const end = new AbortController();
    const stop = (): void => {
      end.abort();
      setRow(undefined);
    };
    document.addEventListener("pointermove", move, { signal: end.signal });
    document.addEventListener("pointerup", stop, { signal: end.signal });
    document.addEventListener("pointercancel", stop, { signal: end.signal });
  }

  return { row, start };
}
