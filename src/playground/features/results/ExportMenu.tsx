import { Copy, Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { Answer } from "../../stores/run.ts";
import { usePlayground } from "../../stores/store-context.ts";
import { type ExportedFile, exportCsv, exportJson, exportMarkdown } from "./export-answer.ts";

const item =
  "flex cursor-pointer items-center gap-2 rounded px-2 py-1.5 outline-none data-[highlighted]:bg-accent-soft";

export default function ExportMenu({ answer }: { answer: Answer }) {
  const say = usePlayground((state) => state.say);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button-quiet ml-auto">
        <Download aria-hidden size={16} />
        Export
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="end"
        sideOffset={4}
        className="z-30 min-w-44 rounded-lg border border-line bg-surface p-1 text-sm shadow-lg"
      >
        <DropdownMenu.Item className={item} onSelect={() => void copy(exportMarkdown(answer)).then(say)}>
          <Copy aria-hidden size={14} /> Copy as Markdown
        </DropdownMenu.Item>
        <DropdownMenu.Item className={item} onSelect={() => save(exportJson(answer))}>
          <Download aria-hidden size={14} /> JSON
        </DropdownMenu.Item>
        <DropdownMenu.Item className={item} onSelect={() => save(exportCsv(answer))}>
          <Download aria-hidden size={14} /> CSV
        </DropdownMenu.Item>
        <DropdownMenu.Item className={item} onSelect={() => save(exportMarkdown(answer))}>
          <Download aria-hidden size={14} /> Markdown
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

/** @returns what to tell the person */
function copy({ text }: ExportedFile): Promise<string> {
  return navigator.clipboard.writeText(text).then(
    () => "Copied as Markdown.",
    () => "The browser did not allow copying.",
  );
}

function save({ name, type, text }: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
