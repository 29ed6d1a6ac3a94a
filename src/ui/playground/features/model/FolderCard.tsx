import { nameOfFiles, missingModel } from "../../stores/missing-model.ts";
import { GivenModel } from "./GivenModel.tsx";
import type { GivenModelState } from "./use-given-model.ts";

interface FolderCardProps {
  /** The model that is asked for: one whose files are gone, perhaps. */
  modelId: string;
  given: GivenModelState;
}

/** A model out of a folder of this computer. */
export default function FolderCard({ modelId, given }: FolderCardProps) {
  return (
    <div className="flex flex-col gap-2 rounded-md bg-sunken px-3 py-2">
      {nameOfFiles(modelId) !== undefined && (
        <p className="text-xs text-warn">{missingModel(modelId).message}</p>
      )}
      <GivenModel {...given} />
    </div>
  );
}
