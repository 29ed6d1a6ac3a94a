import { core } from "./core.ts";
import { launchFirefox } from "./drivers/with-puppeteer.ts";

core(launchFirefox);
