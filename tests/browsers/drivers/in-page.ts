/** Runs in every page under test, before its own scripts where the driver can: finds elements, hears what goes wrong. */
import { computeAccessibleName, getRole, isInaccessible } from "dom-accessibility-api";
import type { Place } from "./browser.ts";

const patienceMs = 30_000;

/** Open shadow trees included. */
function* elementsIn(root: Document | ShadowRoot): Generator<Element> {
  for (const element of root.querySelectorAll("*")) {
    yield element;
    if (element.shadowRoot) yield* elementsIn(element.shadowRoot);
  }
}

function all({ role, name, within }: Place): Element[] {
  return [...elementsIn(document)].filter(
    (element) =>
      getRole(element) === role &&
      (within === undefined || element.closest(within)) &&
      (name === undefined || computeAccessibleName(element) === name) &&
      !isInaccessible(element),
  );
}

/** Waits until it is there. */
async function find(place: Place): Promise<HTMLElement> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const [found] = all(place);
    if (found instanceof HTMLElement && !found.matches(":disabled")) return found;
    if (performance.now() > end) throw new Error(`There is no ${place.role} “${place.name ?? ""}”.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until it stands still as well: a layout that moves would take it away from under a click. */
async function standing(place: Place): Promise<HTMLElement> {
  let before = "";
  for (;;) {
    const element = await find(place);
    const { x, y, width, height } = element.getBoundingClientRect();
    const now = [x, y, width, height].join();
    if (now === before) return element;
    before = now;
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }
}

/** For what is typed next: it takes the place of what is there. */
async function select(place: Place): Promise<HTMLElement> {
  const field = await find(place);
  field.focus();
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
  return field;
}

/** The text of each item in the lists of this name. */
const items = (name: string): string[] =>
  all({ role: "list", name }).flatMap((it) =>
    [...it.querySelectorAll(":scope > li")].map((item) => textOf(item)),
  );

const text = (place: Place): string =>
  all(place)
    .map((it) => textOf(it))
    .join("\n");

const textOf = (element: Element): string =>
  element instanceof HTMLElement ? element.innerText.replaceAll("\u00a0", " ") : "";

const faults: string[] = [];
addEventListener("error", ({ message }) => faults.push(message));
addEventListener("unhandledrejection", ({ reason }) => faults.push(`unhandled: ${String(reason)}`));
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
  faults.push(`${effectiveDirective}: ${blockedURI}`),
);
const { error } = console;
console.error = (...parameters: unknown[]) => {
  faults.push(parameters.map(String).join(" "));
  error(...parameters);
};

// One engine worker: what an engine costs in the start, it costs once.
Object.defineProperty(navigator, "hardwareConcurrency", { value: 1 });

const tabrankTest = { all, find, standing, select, items, text, takeFaults: () => faults.splice(0) };
declare global {
  interface Window {
    tabrankTest: typeof tabrankTest;
  }
}
window.tabrankTest = tabrankTest;
