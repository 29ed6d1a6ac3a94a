/** Makes the builds that the tests read where `npm test` has not made them yet; older ones are left as they are. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ensureServeBuilt } from "../../scripts/build.mjs";
import { root } from "../../scripts/install.mjs";

const made = {
  "lib/index.js": "scripts/build-library.mjs",
  ".cache/newer-site/index.html": "scripts/build-for-tests.mjs",
};

// oxlint-disable-next-line import/no-default-export -- what Playwright loads
export default function buildMissing(): void {
  ensureServeBuilt();
  for (const [file, script] of Object.entries(made)) {
    if (!existsSync(join(root, file)))
      execFileSync(process.execPath, [script], { cwd: root, stdio: "inherit" });
  }
}
