/** Sentences and labels of shown images. Loaded with the first image. */
export const thumbnailsText = {
  unusable: "An image must be a web address, a data URL or base64.",
  notFetched: (host: string) =>
    `Could not fetch the image: ${host} is unreachable or does not allow other sites to use it (CORS).`,
  fetching: (host: string) => `Fetching from ${host}…`,
  show: "Show image",
  showNamed: (name: string) => `Show image: ${name}`,
  willAsk: (name: string, host: string) => `${name}. Showing it sends a request to ${host}.`,
  size: (width: number, height: number) => `${width} × ${height} pixels`,
  broken: (name: string) => `${name}: this browser cannot show it.`,
  enlarge: "Enlarge",
} as const;
