/** How the fragment of a shared link begins. */
export const marker = "#d=";

export function isShareLink(fragment: string): boolean {
  return fragment.startsWith(marker);
}
