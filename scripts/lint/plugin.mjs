/** Rules of the page that no linter knows: `.oxlintrc.json` turns them on. */
import { lazyImports } from "./lazy-imports.mjs";
import { translatedText } from "./translated-text.mjs";

export default {
  meta: { name: "page" },
  rules: { "lazy-imports": lazyImports, "translated-text": translatedText },
};
