import { catalogue } from "../../../../models/catalogue.ts";
import { type Device, type ModelEntry, downloadBytes } from "../../../../models/model.ts";
import { aboutText } from "../../text/about.ts";
import { familyTexts } from "../../text/families.ts";
import { formatBytes } from "../../../text/format.ts";

const { label, columns, nonCommercial } = aboutText.table;

export function ModelTable() {
  return (
    // A scrolling region must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-[44rem] text-left text-xs">
        <thead className="text-muted">
          <tr className="border-b border-line [&_th]:py-1.5 [&_th]:pr-4 [&_th]:font-medium">
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {catalogue.map((model) => (
            <tr key={model.id} className="border-b border-line [&_td]:py-1.5 [&_td]:pr-4">
              <th scope="row" className="py-1.5 pr-4 font-medium">
                {model.title}
              </th>
              <td>{familyTexts[model.recipe.family].name}</td>
              <td className="tabular-nums">{sizeOn(model, "wasm")}</td>
              <td className="tabular-nums">{sizeOn(model, "webgpu")}</td>
              <td className="tabular-nums">{model.maxTokens.toLocaleString("en")}</td>
              <td>{model.languages}</td>
              <td className={model.licence.commercialUse === "not-allowed" ? "text-warn" : ""}>
                <span>{model.licence.name}</span>
                {model.licence.commercialUse === "not-allowed" && <span>{nonCommercial}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function sizeOn(model: ModelEntry, device: Device): string {
  const variant = model.variants.find(({ devices }) => devices.includes(device));
  return variant ? formatBytes(downloadBytes(model, variant)) : "–";
}
