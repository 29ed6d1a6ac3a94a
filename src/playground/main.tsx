import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createLocalReranker } from "../engine/create-reranker.ts";
import { catalogue } from "../models/catalogue.ts";
import { Playground } from "./Playground.tsx";
import { draftOfFragment, isShareLink } from "./features/share/share-link.ts";
import "./playground.css";
import { keepState, loadDraft, loadPreferences } from "./stores/persistence.ts";
import { createPlaygroundStore } from "./stores/playground-store.ts";
import { rerankWhileTyping } from "./stores/rerank-while-typing.ts";
import { StoreContext } from "./stores/store-context.ts";

const preferences = loadPreferences();
document.documentElement.dataset["theme"] = preferences.theme;

const store = createPlaygroundStore({
  catalogue,
  createReranker: ({ model, device, dtype, hubHost }) =>
    createLocalReranker({ model, device, hubHost, ...(dtype !== undefined && { dtype }) }),
  now: () => performance.now(),
  schedule: (work) => void requestAnimationFrame(work),
  preferences,
});

/** A shared link comes before what is here; that can be had back with Undo. */
async function openLink(): Promise<void> {
  if (!isShareLink(location.hash)) return;
  const shared = await draftOfFragment(location.hash);
  // A reload opens what was made of it, not the link again.
  history.replaceState(undefined, "", location.pathname + location.search);
  if (shared) store.getState().openDraft(shared, "Opened a shared link.");
  else store.getState().say("This link is damaged, so your own input is open.");
}

const kept = await loadDraft();
if (kept) store.setState({ draft: kept });
await openLink();
keepState(store);
rerankWhileTyping(store);
addEventListener("hashchange", () => void openLink());

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <StoreContext value={store}>
        <Playground />
      </StoreContext>
    </StrictMode>,
  );
}
