/** Why an image file cannot be used. Loaded with the first image. */
export const imageFilesText = {
  /** @param reason one of the predicates below */
  problem: (fileName: string, reason: string) => `${fileName} ${reason}.`,
  notAnImage: "is not an image",
  drawing: "is an SVG drawing, but models read pixels; save it as PNG",
  tooLarge: (size: string, limit: string) => `has ${size}; the limit is ${limit}`,
  noPixels: "has no size in pixels",
  tooManyPixels: (width: number, height: number, maxPixels: number) =>
    `has ${width} × ${height} pixels (${Math.round((width * height) / 1e6)} million); the limit is ${maxPixels / 1e6} million`,
  unreadable: "is damaged, or has a format that this browser does not support",
  notRead: "The file could not be read.",
} as const;
