import { imageFilesText } from "../../text/image-files.ts";
import { imageFileError, imageSizeError } from "./image-source.ts";

export interface ReadImage {
  /** A data URL. */
  image: string;
  /** File name; `undefined` for a pasted image, whose name means nothing. */
  name: string | undefined;
}

/** Reads images as data URLs. Each file that cannot be used gets a sentence in `problems`. */
export async function readImages(
  files: readonly File[],
): Promise<{ images: ReadImage[]; problems: string[] }> {
  const images: ReadImage[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const problem = imageFileError(file) ?? (await decodingError(file));
    if (problem !== undefined) problems.push(imageFilesText.problem(file.name, problem));
    else images.push({ image: await readAsDataUrl(file), name: meaningfulName(file) });
  }
  return { images, problems };
}

/** `undefined` for the names that browsers give to pasted images. */
function meaningfulName({ name }: File): string | undefined {
  return name === "" || /^image\.\w+$/.test(name) ? undefined : name;
}

/** Needs the header of the image only: an image element decodes pixels when it shows them. */
async function decodingError(file: File): Promise<string | undefined> {
  const url = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = url;
    const known = await new Promise<boolean>((resolve) => {
      picture.addEventListener("load", () => resolve(true));
      picture.addEventListener("error", () => resolve(false));
    });
    if (!known) return imageFilesText.unreadable;
    return imageSizeError(picture.naturalWidth, picture.naturalHeight);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function readAsDataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(typeof reader.result === "string" ? reader.result : ""));
    reader.addEventListener("error", () => reject(reader.error ?? new Error(imageFilesText.notRead)));
    reader.readAsDataURL(file);
  });
}
