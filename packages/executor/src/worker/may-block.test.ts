import { MODULES } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { manySites, writeSites } from "../../test/many-sites.ts";
import { oneStep } from "../../test/one-step.ts";
import { makePlateFolders, type PlateFolders } from "../../test/plate-folders.ts";
import { runAlone } from "../../test/run-alone.ts";
import { type BeforeAccess, watchedDisk } from "../../test/watched-disk.ts";

const functionsUrl = new URL("../../test/fixtures/functions.mjs", import.meta.url).href;
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makePlateFolders(functionsUrl);
});
afterEach(() => folders.remove());

/** The module of the disk backend; `told` hears of which calls may block the thread. */
function tellingDisk(told: string[]) {
  const tell: BeforeAccess = (path, options) => void (options?.mayBlock && told.push(path));
  return { [MODULES.disk]: watchedDisk({ load: tell, save: tell, saveJson: tell }) };
}

test("a thread of its own may be blocked for the only plane of a well, and for the record", async () => {
  await folders.writeSource("a.tif", [[1, 3]]);
  const told: string[] = [];
  const { result } = await runAlone(folders, oneStep(["halve"]), { standIns: tellingDisk(told), mayBlock: true });
  expect(result.status).toBe("success");
  expect(told).toEqual(["a.tif", ".ohcs/wells/A01.json"]);
});

test("if other planes are read meanwhile only the record blocks, and in the caller's thread not even that", async () => {
  await writeSites(folders, 3);
  const told: string[] = [];
  await runAlone(folders, manySites(3), { standIns: tellingDisk(told), mayBlock: true });
  expect(told).toEqual([".ohcs/wells/A01.json"]);
  await runAlone(folders, manySites(3), { standIns: tellingDisk(told) });
  expect(told).toEqual([".ohcs/wells/A01.json"]);
});
