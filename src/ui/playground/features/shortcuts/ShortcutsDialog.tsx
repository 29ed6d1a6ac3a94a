import { Dialog } from "../../ui/Dialog.tsx";

const shortcuts: readonly [string, string][] = [
  ["Ctrl or ⌘ + Enter", "Rerank, from anywhere"],
  ["Escape", "Cancel a run; close a dialog"],
  ["Ctrl or ⌘ + Z", "Undo the last change of the documents (outside of a text)"],
  ["↑ ↓ Home End", "On a document's handle: move it"],
  ["← →", "Between tabs"],
  ["?", "This list (outside of a text)"],
];

export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
        {shortcuts.map(([keys, what]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="rounded border border-line bg-sunken px-1.5 py-0.5 font-mono text-xs">
                {keys}
              </kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
