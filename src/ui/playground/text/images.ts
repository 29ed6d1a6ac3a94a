/** Sentences about images in the first view. */
export const imagesText = {
  textOnly: (model: string) => `${model} reads text only. To rank images, choose a model that reads them.`,
  notRead: (reason: string) => `Could not read the images: ${reason}`,
} as const;
