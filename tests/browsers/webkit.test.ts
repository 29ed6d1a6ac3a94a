import { core } from "./core.ts";
import { launchWebKit } from "./drivers/with-webdriver.ts";

core(launchWebKit);
