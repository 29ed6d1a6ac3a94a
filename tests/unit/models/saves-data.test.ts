import { expect, test } from "vitest";
import { savesData } from "../../../src/models/saves-data.ts";

test.each([
  [{}, false],
  [{ connection: undefined }, false],
  [{ connection: {} }, false],
  [{ connection: { saveData: false } }, false],
  [{ connection: { saveData: true } }, true],
])("with navigator %j, the data saver is on: %s", (navigator, saves) => {
  expect(savesData(navigator)).toBe(saves);
});
