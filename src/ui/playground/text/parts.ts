/** What is said where a part of the page is missing or has failed. */
export const partsText = {
  offline: "You are offline, and this part of the page is not stored here. Go online and try again.",
  missing: "This part of the page did not arrive. Check the connection and try again.",
  replaced: "This part did not arrive: the site has a new version. Reload the page; your input is kept.",
  failed: "This part of the page has failed. Your input is kept.",
  tryAgain: "Try again",
  reload: "Reload the page",
} as const;
