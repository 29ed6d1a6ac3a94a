import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { type Fit, type VariantNeeds, type Machine, type Verdict, fit } from "../../../../models/fits.ts";
import type { Device, Dtype } from "../../../../models/model.ts";
import { variantFitsText } from "../../text/variant-fits.ts";
import { modelText } from "../../text/model.ts";
import { formatBytes } from "../../../text/format.ts";
import { deviceNames, dtypeLabels } from "./dtype-labels.ts";
import { machineOnce } from "./machine-once.ts";

export interface FittedVariant {
  dtype: Dtype;
  devices: readonly Device[];
  needs: VariantNeeds;
}

const icons: Record<Verdict, { Icon: typeof CircleCheck; colour: string }> = {
  fits: { Icon: CircleCheck, colour: "text-good" },
  tight: { Icon: TriangleAlert, colour: "text-warn" },
  cannot: { Icon: CircleX, colour: "text-danger" },
};

/** Whether this machine can run each variant of a model, before anything is downloaded. */
export function VariantFits({ variants }: { variants: readonly FittedVariant[] }) {
  const [machine, setMachine] = useState<Machine>();
  useEffect(() => {
    let stale = false;
    void machineOnce().then((found) => {
      if (!stale) setMachine(found);
    });
    return () => {
      stale = true;
    };
  }, []);
  const rows = variants.flatMap(({ dtype, devices, needs }) =>
    devices.map((device) => ({ dtype, device, needs, found: machine && fit(needs, device, machine) })),
  );
  const none = machine !== undefined && rows.every(({ found }) => found?.verdict === "cannot");
  return (
    <>
      {none && <p className="font-medium text-danger">{variantFitsText.none}</p>}
      <ul aria-label={modelText.onThisMachine} aria-busy={!machine}>
        {rows.map(({ dtype, device, needs, found }) => (
          <li key={`${dtype} ${device}`} className="flex items-start gap-1.5">
            <Sign fit={found} />
            <span>
              <span>
                {variantFitsText.variant(
                  formatBytes(needs.bytes),
                  deviceNames[device],
                  dtypeLabels[dtype].split(" ")[0] ?? "",
                )}
              </span>
              <span>
                {found ? (
                  <strong className="font-medium">{variantFitsText.verdicts[found.verdict]}</strong>
                ) : (
                  variantFitsText.unknown
                )}
              </span>
              {found && found.reasons.length > 0 && (
                <span className="text-muted">{variantFitsText.reasons(found.reasons)}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Sign({ fit: found }: { fit: Fit | undefined }) {
  if (!found) return <span className="w-3.5 shrink-0" />;
  const { Icon, colour } = icons[found.verdict];
  return <Icon aria-hidden size={14} className={`mt-[3px] ${colour}`} />;
}
