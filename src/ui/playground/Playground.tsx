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
import { Request } from "./features/request/Request.tsx";
import { Response } from "./features/response/Response.tsx";
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

/** The page: editor and results side by side, with an explanation below. */
export function Playground() {
  useAttention();
  return (
    <div className="mx-auto max-w-[1600px] px-4 pb-24 lg:pb-8">
      <Part>
        <Header />
      </Part>
      <main>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
          <div className="flex flex-col gap-4">
            <Part>
              <Query />
            </Part>
            <Part>
              <Documents />
            </Part>
            <section
              aria-label={pageText.modelAndSettings}
              className="panel flex flex-col gap-4 p-4 print:hidden"
            >
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
            <Part>
              <RunBar />
            </Part>
          </div>
          <div className="flex flex-col gap-4">
            <Part>
              <Results />
            </Part>
            <Part>
              <LazyOrder />
            </Part>
            <Part>
              <LazyComparison />
            </Part>
            <Part>
              <Status />
            </Part>
            <Part>
              <Request />
            </Part>
            <Part>
              <Response />
            </Part>
          </div>
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
