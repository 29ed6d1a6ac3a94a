/** Sentences and labels of models in local folders, and of models to export. Loaded with these cards. */
export const modelFolderText = {
  group: "Model from this computer",
  folderInput: "Folder of a model",
  filesInput: "Files of a model",
  chooseFolder: "Choose folder",
  chooseFiles: "Choose files",
  busy: "Reading…",
  drop: "or drop the folder here",
  hint: "Use a folder written by tools/export or copied from the Hub. The files stay on this computer. The model is gone when you close this page.",
  /** Where a single file was chosen. */
  onlyFile: (path: string) => `only ${path}`,
  fileCount: (count: number) => `${count} files`,
  notAModel: (found: string) =>
    `This is not a model folder: it contains ${found}, but no tabrank.json or tokenizer.json. To rank texts, drop them outside the model.`,
  several: (names: readonly string[]) =>
    `The folder contains several models (${names.join(", ")}). Choose one of them.`,
  tooMany: (maxFiles: number) =>
    `The folder contains more than ${maxFiles.toLocaleString("en")} files. Choose the folder of the model itself.`,
  noBrowserVersion: "This model has no published version for browsers. Export it once, on your own machine.",
  computedSizes: "Computed sizes, without the tokenizer.",
  original: "Original",
  exportStep: "1. Export it, in a clone of this project",
  folderStep: "2. Choose the exported folder",
  command: "Export command",
  copyCommand: "Copy export command",
} as const;
