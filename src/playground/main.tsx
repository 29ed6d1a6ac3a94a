import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createLocalReranker } from "../engine/create-reranker.ts";
import { catalogue } from "../models/catalogue.ts";
import { Playground } from "./Playground.tsx";
import "./playground.css";
import { createPlaygroundStore } from "./stores/playground-store.ts";
import { StoreContext } from "./stores/store-context.ts";

const store = createPlaygroundStore({
  catalogue,
  createReranker: ({ model, device, dtype, hubHost }) =>
    createLocalReranker({ model, device, hubHost, ...(dtype !== undefined && { dtype }) }),
  now: () => performance.now(),
  schedule: (work) => void requestAnimationFrame(work),
});

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
