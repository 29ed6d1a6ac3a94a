import { Copy, Download } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { usePlayground } from "../stores/store-context.ts";
import { uiText } from "../text/ui.ts";
import { type SavedFile, saveFile } from "./save-file.ts";

const item =
  "flex cursor-pointer items-center gap-2 rounded px-2 py-1.5 outline-none data-[highlighted]:bg-accent-soft";

interface ExportMenuProps {
  /** Says what is exported, where a page has several of these menus. */
  label?: string;
  files: Record<"json" | "csv" | "markdown", () => SavedFile>;
}

export function ExportMenu({ label = uiText.export, files }: ExportMenuProps) {
  const say = usePlayground((state) => state.say);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="button-quiet ml-auto" aria-label={label}>
        <Download aria-hidden size={16} />
        {uiText.export}
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        align="end"
        sideOffset={4}
        className="z-30 min-w-44 rounded-lg border border-line bg-surface p-1 text-sm shadow-lg"
      >
        <DropdownMenu.Item className={item} onSelect={() => void copy(files.markdown()).then(say)}>
          <Copy aria-hidden size={14} /> {uiText.copyAsMarkdown}
        </DropdownMenu.Item>
        <DropdownMenu.Item className={item} onSelect={() => saveFile(files.json())}>
          <Download aria-hidden size={14} /> {uiText.exportFormats.json}
        </DropdownMenu.Item>
        <DropdownMenu.Item className={item} onSelect={() => saveFile(files.csv())}>
          <Download aria-hidden size={14} /> {uiText.exportFormats.csv}
        </DropdownMenu.Item>
        <DropdownMenu.Item className={item} onSelect={() => saveFile(files.markdown())}>
          <Download aria-hidden size={14} /> {uiText.exportFormats.markdown}
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}

/** @returns the notice to show */
function copy({ text }: SavedFile): Promise<string> {
  return navigator.clipboard.writeText(text).then(
    () => uiText.copiedAsMarkdown,
    () => uiText.copyBlocked,
  );
}
