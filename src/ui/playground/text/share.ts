/** Sentences and labels of the Share dialog. */
import { plural } from "../../text/format.ts";

export const shareText = {
  title: "Share",
  contents:
    "The link contains the query, the documents and the settings. They come after the #, so no server receives them.",
  imagesLeftOut: (count: number) =>
    `${plural(count, "image")} from this computer ${count === 1 ? "is" : "are"} left out: too large for a link.`,
  localModel: "The model is a local folder. Whoever opens this link needs the same folder.",
  link: "Link",
  copy: "Copy link",
  size: (size: string) => `${size}, compressed.`,
  long: "Some apps cut off links this long. Test it before you rely on it.",
} as const;
