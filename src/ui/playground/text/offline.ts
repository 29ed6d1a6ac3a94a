/** Sentences and labels of the notice that a new version is ready. */
export const updateText = {
  ready: "A new version is ready.",
  afterRun: " You can reload after this run.",
  invalidJson: " Correct the JSON first: reloading would lose it.",
  hasKey: " You will have to enter the API key again.",
  reload: "Reload",
  notNow: "Not now",
} as const;
