/** Fetches a script that is not part of the first view. It may not arrive: then it is tried again, and words say why. */
import { RerankError } from "../../../contract/errors.ts";
import { wait, within } from "../../../contract/waiting.ts";
import { partsText } from "../text/parts.ts";

/** The pauses before the second and the third try. */
const pausesMs = [300, 1500];
/** After that, one try has failed. A slow line gets a script of this site, of 30 kB at most, in less. */
const limitMs = 20_000;

type Reason = "offline" | "missing" | "replaced";

/** Its message says what to do. Only a reload helps where the site has `replaced` its scripts by a new version's. */
export class MissingScript extends RerankError {
  readonly reason: Reason;

  constructor(reason: Reason, cause: unknown) {
    super("download_failed", partsText[reason], { cause });
    this.reason = reason;
  }
}

/** @throws {MissingScript} */
export async function loadScript<Module>(load: () => Promise<Module>): Promise<Module> {
  let cause: unknown;
  for (const pauseMs of [0, ...pausesMs]) {
    await wait(pauseMs, undefined);
    try {
      return await within(limitMs, load());
    } catch (error) {
      cause = error;
    }
  }
  throw new MissingScript(await findReason(), cause);
}

async function findReason(): Promise<Reason> {
  if (!navigator.onLine) return "offline";
  return (await hasNewVersion()) ? "replaced" : "missing";
}

/** Whether the server's page names other scripts than this page: they have their content's hash in their names. */
async function hasNewVersion(): Promise<boolean> {
  const ours = [...document.querySelectorAll("script[src]")].map(
    (script) => script.getAttribute("src") ?? "",
  );
  try {
    const page = await fetch(location.pathname, { cache: "no-store", signal: AbortSignal.timeout(5000) });
    const html = page.ok ? await page.text() : "";
    return html !== "" && ours.some((source) => !html.includes(source));
  } catch {
    return false;
  }
}
