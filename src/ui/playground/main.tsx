import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RerankError } from "../../contract/errors.ts";
import { catalogue } from "../../models/catalogue.ts";
import type { ModelEntry } from "../../models/model.ts";
import { Playground } from "./Playground.tsx";
import { isShareLink } from "../draft/link-marker.ts";
import "./playground.css";
import { createComparisonStore } from "./stores/comparison-store.ts";
import { type EngineSettings, createEngines, lateEngine } from "./stores/engines.ts";
import {
  deleteSaved,
  autosaveRemote,
  autosave,
  loadDraft,
  loadPreferences,
  loadPutAside,
  loadRemote,
  forgetPutAside,
} from "./stores/persistence.ts";
import { createOfflineStore } from "./stores/offline-store.ts";
import { createPlaygroundStore } from "./stores/playground-store.ts";
import { ComparisonContext, OfflineContext, StoreContext } from "./stores/store-context.ts";
import { whenIdle } from "./features/offline/when-idle.ts";
import { loadWhenIdle } from "./features/run/load-when-idle.ts";
import { Part } from "./parts/Part.tsx";
import { loadScript } from "./parts/load-script.ts";
import { pageText } from "./text/page.ts";

const preferences = loadPreferences();
document.documentElement.dataset["theme"] = preferences.theme;

const fetchEngine = async () => {
  const { createEngine } = await loadScript(() => import("./page-engine.ts"));
  return createEngine;
};
const engines = createEngines((options) => lateEngine(fetchEngine, options));
/** Only the cache can tell of a model that the person has downloaded. */
async function needsNoNetwork(model: ModelEntry, settings: EngineSettings): Promise<boolean> {
  const { kind } = model.source;
  if (kind === "embedded" || kind === "files") return true;
  const { isInCache } = await loadScript(() => import("./page-engine.ts"));
  return isInCache(model, settings);
}
const now = (): number => performance.now();
const schedule = (work: () => void): void => void requestAnimationFrame(work);
const store = createPlaygroundStore({ catalogue, engines, needsNoNetwork, now, schedule, preferences });
const comparison = createComparisonStore({
  playground: store,
  engines,
  now,
  date: () => new Date(),
  schedule,
  remote: loadRemote(),
});
const offline = createOfflineStore(navigator.onLine);
for (const type of ["online", "offline"]) {
  addEventListener(type, () => offline.setState({ online: navigator.onLine }));
}

/** What no page could open is opened as soon as one can; Undo brings back what it replaces. */
async function openPutAside(): Promise<void> {
  const draft = await loadPutAside();
  if (!draft) return;
  store.getState().openDraft(draft, pageText.openedPutAside);
  await saveDraft();
  await forgetPutAside();
}

/** A shared link replaces the input on the page; Undo brings that back. */
async function openLink(): Promise<void> {
  if (!isShareLink(location.hash)) return;
  const link = location.hash;
  const opened = await loadScript(() => import("./features/share/share-link.ts"))
    .then(({ draftFromFragment }) => draftFromFragment(link))
    .catch((cause: unknown) => RerankError.from(cause));
  // The link stays in the address, for another try.
  if (opened instanceof RerankError) return store.getState().say(opened.message);
  // A reload must open the edited draft, not the link again.
  history.replaceState(undefined, "", location.pathname + location.search);
  if (typeof opened === "object") store.getState().openDraft(opened, pageText.openedSharedLink);
  else store.getState().say(pageText.unopenedLink[opened ?? "damaged"]);
}

const saved = await loadDraft();
if (typeof saved === "object") store.setState({ draft: saved });
if (saved === "unread") store.getState().say(pageText.unreadDraft);
const autosaving = new AbortController();
const saveDraft = autosave(store, autosaving.signal);
// Not awaited: its script imports from this one, which would then wait for itself.
if (isShareLink(location.hash)) void openLink();
// What was put aside at this very visit waits for the next one.
else if (saved !== "unread") void openPutAside();
autosaveRemote(comparison, autosaving.signal);
followWhenAnswered();
addEventListener("hashchange", () => void openLink());

/** Before there is an answer, there is nothing to keep up with the draft. */
function followWhenAnswered(): void {
  const stop = store.subscribe(({ answer }) => {
    if (!answer) return;
    stop();
    void loadScript(() => import("./stores/follow-draft.ts")).then(
      ({ followDraft }) => followDraft(store),
      // Then the person presses Rerank.
      () => undefined,
    );
  });
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <StoreContext value={store}>
        <ComparisonContext value={comparison}>
          <OfflineContext value={offline}>
            <Part>
              <Playground />
            </Part>
          </OfflineContext>
        </ComparisonContext>
      </StoreContext>
    </StrictMode>,
  );
}

/** Neither the first view nor the first run needs this. */
async function prepareOffline(): Promise<void> {
  await whenIdle();
  const { startOffline } = await loadScript(() => import("./features/offline/start-offline.ts"));
  const { expectedCandidate } = await loadScript(() => import("./page-engine.ts"));
  const forgetDraft = (): Promise<void> => {
    autosaving.abort();
    return deleteSaved();
  };
  await startOffline({ playground: store, offline, expectedCandidate, saveDraft, forgetDraft });
}
loadWhenIdle(store);
prepareOffline().catch(() => undefined);
