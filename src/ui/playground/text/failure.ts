/** What happened in a run that failed, in plain words, for what is not in the input. */
import type { RerankErrorCode } from "../../../contract/errors.ts";

export interface Failure {
  said: string;
  /** What may help: the same run once more, or another device than the one that was chosen. */
  helps: readonly ("again" | "any device")[];
}

export const failureText = {
  again: "Try again",
  anyDevice: "Choose the device automatically",
  useModel: (title: string) => `Use ${title}`,
  details: "Details",
  /** Other errors say it themselves. */
  failures: {
    model_not_found: { said: "There is no such model, or none that runs here.", helps: [] },
    download_failed: { said: "The model could not be downloaded.", helps: ["again"] },
    integrity_failed: {
      said: "A file of the model is not the file that was expected, so it was not used.",
      helps: ["again"],
    },
    load_failed: { said: "The model could not be loaded on this machine.", helps: ["again", "any device"] },
    self_test_failed: {
      said: "The model computes wrong scores on this machine, so there is no order.",
      helps: ["any device"],
    },
    out_of_memory: {
      said: "The browser has too little memory for this model.",
      helps: ["again", "any device"],
    },
    worker_crashed: { said: "The engine stopped during this run.", helps: ["again"] },
    device_lost: { said: "The graphics device was lost.", helps: ["again", "any device"] },
    internal_error: { said: "Something unexpected went wrong.", helps: ["again"] },
  } satisfies Partial<Record<RerankErrorCode, Failure>> as Partial<Record<RerankErrorCode, Failure>>,
} as const;
