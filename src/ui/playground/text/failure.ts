/** What happened in a run that failed for another reason than its input, in plain words. */
import type { RerankErrorCode } from "../../../contract/errors.ts";

export interface Failure {
  said: string;
  /** What may help: the same run once more, or another device than the one that was chosen. */
  helps: readonly ("again" | "any device")[];
}

export const failureText = {
  again: "Try again",
  anyDevice: "Choose device and weights automatically",
  useModel: (title: string) => `Use ${title}`,
  details: "Details",
  /** Other errors say it themselves. */
  failures: {
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
