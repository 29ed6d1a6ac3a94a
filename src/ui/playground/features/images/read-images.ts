import { refusedFile, refusedPixels } from "./image-source.ts";

export interface ReadImage {
  /** A data URL. */
  image: string;
  /** Of the file; `undefined` where it says nothing: of a pasted one. */
  name: string | undefined;
}

/** Images as data URLs; what cannot be taken is named with why. */
export async function readImages(
  files: readonly File[],
): Promise<{ images: ReadImage[]; problems: string[] }> {
  const images: ReadImage[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const problem = refusedFile(file) ?? (await refusedPicture(file));
    if (problem !== undefined) problems.push(`${file.name} ${problem}.`);
    else images.push({ image: await dataUrlOf(file), name: nameOf(file) });
  }
  return { images, problems };
}

/** What a browser calls a pasted image tells nothing. */
function nameOf({ name }: File): string | undefined {
  return name === "" || /^image\.\w+$/.test(name) ? undefined : name;
}

/** Told by its head alone: an image element decodes its pixels only when they are shown. */
async function refusedPicture(file: File): Promise<string | undefined> {
  const url = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = url;
    const known = await new Promise<boolean>((resolve) => {
      picture.addEventListener("load", () => resolve(true));
      picture.addEventListener("error", () => resolve(false));
    });
    if (!known) return "cannot be read: it is damaged, or of a kind that this browser does not know";
    return refusedPixels(picture.naturalWidth, picture.naturalHeight);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function dataUrlOf(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(typeof reader.result === "string" ? reader.result : ""));
    reader.addEventListener("error", () => reject(reader.error ?? new Error("The file could not be read.")));
    reader.readAsDataURL(file);
  });
}
