import type { ExportableModel } from "../../../../models/data-files.ts";
import { Code } from "../../ui/Code.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { VariantFits } from "./VariantFits.tsx";
import { GivenModel } from "./GivenModel.tsx";
import { Licence } from "./Licence.tsx";
import { familyTexts } from "./family-texts.ts";
import type { GivenModelState } from "./use-given-model.ts";

interface ExportCardProps {
  model: ExportableModel;
  given: GivenModelState;
}

/** A model that no repository holds in a variant for browsers: how to make one, and whether it would run here. */
export default function ExportCard({ model, given }: ExportCardProps) {
  const variants = model.variants.map((variant) => ({ ...variant, needs: { ...variant, here: true } }));
  return (
    <section aria-label={model.title} className="rounded-md bg-sunken px-3 py-2 text-xs leading-5">
      <p>{model.quality}</p>
      <p className="pt-1">
        Nobody publishes it in a variant for browsers: it is made of the original once, on your machine.
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 py-1 [&_dt]:text-muted">
        <dt>On this machine</dt>
        <dd>
          <VariantFits variants={variants} />
          <span className="text-muted">Sizes are computed, without the tokenizer.</span>
        </dd>
        <dt>Licence</dt>
        <dd>
          <Licence licence={model.licence} />
        </dd>
        <dt>Reads</dt>
        <dd>
          {model.languages}; up to {model.maxTokens.toLocaleString("en")} tokens
        </dd>
        <dt>Kind</dt>
        <dd>
          {familyTexts[model.family].name}. {familyTexts[model.family].about}
        </dd>
        <dt>Original</dt>
        <dd>{model.id}</dd>
      </dl>
      <div className="flex items-center gap-1">
        <h3 className="mr-auto font-medium">1. Export it, in a copy of this project</h3>
        <CopyButton label="Copy export command" text={() => model.command} />
      </div>
      <Code label="Export command" wrap>
        {model.command}
      </Code>
      <h3 className="pt-2 pb-1 font-medium">2. Give its folder</h3>
      <GivenModel {...given} />
    </section>
  );
}
