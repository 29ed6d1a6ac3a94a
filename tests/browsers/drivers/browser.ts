/** What the core suite asks of a browser. Each driver does this in its own way; the checks are written once. */

/** By role and accessible name, as a person or a screen reader finds it. */
export interface Place {
  role: string;
  name?: string;
  /** A selector of what it is in, such as an open dialog. */
  within?: string;
}

export type Key = "ArrowDown" | "Delete" | "End" | "Enter" | "Escape";

export interface Browser {
  /** As it calls itself. */
  version: string;
  /** Resolves when the page has loaded, with `window.tabrankTest` in it. */
  open: (url: string) => Promise<void>;
  /** Nothing of the function's surroundings is there in the page. */
  evaluate: <Parameters extends unknown[], Result>(
    work: (...parameters: Parameters) => Result,
    ...parameters: Parameters
  ) => Promise<Awaited<Result>>;
  /** Waits until it is there and can be used. */
  find: (place: Place) => Promise<void>;
  focus: (place: Place) => Promise<void>;
  click: (place: Place) => Promise<void>;
  /** Types in place of what is there. */
  fill: (place: Place, text: string) => Promise<void>;
  press: (key: Key, modifier?: "Control") => Promise<void>;
  /** Chooses files in the file input of this name. */
  choose: (name: string, paths: string[]) => Promise<void>;
  /** What asked the network for anything but this machine, since the last call. */
  takeForeign: () => string[];
  close: () => Promise<void>;
}
