import { core } from "./core.ts";
import { launchChromium } from "./drivers/with-puppeteer.ts";

core(launchChromium);
