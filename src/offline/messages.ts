/** Every sentence of the service worker that the page shows. */
export const messages = {
  fetchFailed: (path: string, status: number): string => `${path} answered ${status}.`,
  wrongBuild: (path: string): string => `${path} does not belong to this build.`,
} as const;
