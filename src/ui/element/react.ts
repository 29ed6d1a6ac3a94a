/** `<tab-rank>` in JSX. Types only: `import "…/element/react.ts"` is all that a React project needs. */
// oxlint-disable-next-line eslint/no-restricted-imports -- types only: this file is for React projects
import type * as React from "react";
import type { RerankDocument } from "../../contract/rerank.ts";
import type { AttributeName, SettingName, SettingValue } from "../../contract/settings.ts";
import type { TabRankEventDetails } from "./events.ts";
import type { Mode, Theme } from "./settings.ts";
import type { TabRankElement } from "./tab-rank-element.ts";

type SettingAttributes = {
  [Name in SettingName as AttributeName<Name>]?: SettingValue<Name> | undefined;
};

export interface TabRankProperties extends SettingAttributes {
  query?: string | undefined;
  /** A list where the element's script comes before React; JSON always works. */
  documents?: readonly RerankDocument[] | string | undefined;
  model?: string | undefined;
  device?: "auto" | "webgpu" | "wasm" | undefined;
  dtype?: string | undefined;
  mode?: Mode | undefined;
  theme?: Theme | undefined;
  "model-base-url"?: string | undefined;
  "hub-host"?: string | undefined;
  autorun?: boolean | undefined;
}

type TabRankHandlers = {
  [Type in keyof TabRankEventDetails as `on${Type}`]?:
    | ((event: CustomEvent<TabRankEventDetails[Type]>) => void)
    | undefined;
};

declare module "react" {
  // oxlint-disable-next-line typescript/no-namespace -- React's own place for elements
  namespace JSX {
    interface IntrinsicElements {
      "tab-rank": React.DetailedHTMLProps<React.HTMLAttributes<TabRankElement>, TabRankElement> &
        TabRankProperties &
        TabRankHandlers;
    }
  }
}
