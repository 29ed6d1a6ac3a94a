import { Suspense } from "react";
import { CompareSettings } from "./features/compare/CompareSettings.tsx";
import { LazyComparison } from "./features/compare/LazyComparison.tsx";
import { Documents } from "./features/documents/Documents.tsx";
import { Notice } from "./features/documents/Notice.tsx";
import { Header } from "./features/header/Header.tsx";
import { ModelPicker } from "./features/model/ModelPicker.tsx";
import { LazyUpdateNotice } from "./features/offline/LazyUpdateNotice.tsx";
import { LazyOrder } from "./features/order/LazyOrder.tsx";
import { Query } from "./features/query/Query.tsx";
import { Results } from "./features/results/Results.tsx";
import { Announcer } from "./features/run/Announcer.tsx";
import { RunBar } from "./features/run/RunBar.tsx";
import { useAttention } from "./features/run/use-attention.ts";
import { Settings } from "./features/settings/Settings.tsx";
import { Status } from "./features/status/Status.tsx";
import { Part } from "./parts/Part.tsx";
import { lazyPart } from "./parts/lazy-part.tsx";
import { pageText } from "./text/page.ts";

/** Below the tool: not of the first view. */
const About = lazyPart(() => import("./features/about/About.tsx"));

/**
 * The page. On a wide screen the workbench fills the window: what is asked, the answer, and the model with its settings
 * stand side by side, and each scrolls by itself. On a narrow one they stand below each other.
 */
export function Playground() {
  useAttention();
  return (
    <div className="mx-auto max-w-[1720px] px-4 pb-24 lg:pb-8">
      <a
        href="#main"
        className="button button-primary absolute top-2 left-2 z-20 not-focus:sr-only print:hidden"
      >
        {pageText.skip}
      </a>
      <Part>
        <Header />
      </Part>
      <main id="main" tabIndex={-1} className="outline-none">
        <div className="workbench">
          <div className="workbench-column">
            <Part>
              <Query />
            </Part>
            <Part>
              <RunBar />
            </Part>
            <Part>
              <Documents />
            </Part>
          </div>
          <div className="workbench-column">
            <Part>
              <Results />
            </Part>
            <Part>
              <Status />
            </Part>
          </div>
          <section
            aria-label={pageText.modelAndSettings}
            className="panel workbench-setup flex flex-col gap-4 p-4 print:hidden"
          >
            <h2 className="sr-only">{pageText.modelAndSettings}</h2>
            <Part>
              <ModelPicker />
            </Part>
            <Part>
              <Settings />
            </Part>
            <Part>
              <CompareSettings />
            </Part>
          </section>
        </div>
        <div className="mt-4 flex flex-col gap-4 empty:hidden">
          <Part>
            <LazyOrder />
          </Part>
          <Part>
            <LazyComparison />
          </Part>
        </div>
        <Part>
          <Suspense>
            <About />
          </Suspense>
        </Part>
      </main>
      <Part>
        <Notice />
      </Part>
      <Part>
        <LazyUpdateNotice />
      </Part>
      <Part>
        <Announcer />
      </Part>
    </div>
  );
}
