import type { ExportableModel } from "../../../../models/data-files.ts";
import { modelFolderText } from "../../text/model-folder.ts";
import { modelText } from "../../text/model.ts";
import { Code } from "../../ui/Code.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { VariantFits } from "./VariantFits.tsx";
import { GivenModel } from "./GivenModel.tsx";
import { Licence } from "./Licence.tsx";
import { familyTexts } from "../../text/families.ts";
import type { GivenModelState } from "./use-given-model.ts";

interface ExportCardProps {
  model: ExportableModel;
  given: GivenModelState;
}

/** A model without a published variant for browsers: how to export one, and whether it would run here. */
export default function ExportCard({ model, given }: ExportCardProps) {
  const variants = model.variants.map((variant) => ({ ...variant, needs: { ...variant, here: true } }));
  return (
    <section aria-label={model.title} className="rounded-md bg-sunken px-3 py-2 text-xs leading-5">
      <p>{model.quality}</p>
      <p className="pt-1">{modelFolderText.noBrowserVersion}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 py-1 [&_dt]:text-muted">
        <dt>{modelText.onThisMachine}</dt>
        <dd>
          <VariantFits variants={variants} />
          <span className="text-muted">{modelFolderText.computedSizes}</span>
        </dd>
        <dt>{modelText.licence}</dt>
        <dd>
          <Licence licence={model.licence} />
        </dd>
        <dt>{modelText.reads}</dt>
        <dd>{modelText.reading(model.languages, model.maxTokens)}</dd>
        <dt>{modelText.kind}</dt>
        <dd>{modelText.family(familyTexts[model.family].name, familyTexts[model.family].about)}</dd>
        <dt>{modelFolderText.original}</dt>
        <dd>{model.id}</dd>
      </dl>
      <div className="flex items-center gap-1">
        <h3 className="mr-auto font-medium">{modelFolderText.exportStep}</h3>
        <CopyButton label={modelFolderText.copyCommand} text={() => model.command} />
      </div>
      <Code label={modelFolderText.command} wrap>
        {model.command}
      </Code>
      <h3 className="pt-2 pb-1 font-medium">{modelFolderText.folderStep}</h3>
      <GivenModel {...given} />
    </section>
  );
}
