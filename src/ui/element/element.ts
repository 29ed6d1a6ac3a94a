/** `element.js`: the script that a page of any site includes. The models lie beside it. */
import { defineTabRank } from "./define-tab-rank.ts";

// Apart from `new URL`: a bundler would take the folder for a file of ours.
const script = import.meta.url;

defineTabRank(import.meta.env.DEV ? new URL("/models/", script).href : new URL("models/", script).href);
