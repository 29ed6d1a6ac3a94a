import { localFolderName, missingModel } from "../../stores/missing-model.ts";
import { GivenModel } from "./GivenModel.tsx";
import type { GivenModelState } from "./use-given-model.ts";

interface FolderCardProps {
  /** The selected model, whose files may be gone since a reload. */
  modelId: string;
  given: GivenModelState;
}

/** Asks for a model in a local folder. */
export default function FolderCard({ modelId, given }: FolderCardProps) {
  return (
    <div className="flex flex-col gap-2 rounded-md bg-sunken px-3 py-2">
      {localFolderName(modelId) !== undefined && (
        <p className="text-xs text-warn">{missingModel(modelId).message}</p>
      )}
      <GivenModel {...given} />
    </div>
  );
}
