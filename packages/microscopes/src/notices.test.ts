import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { walkPlate } from "./disk/walk-plate.ts";
import { unmatchedNotices } from "./grammar/read-by-pattern.ts";
import { gapNotices } from "./manifest/find-gaps.ts";
import { headerNotices } from "./manifest/header-notices.ts";
import { zarrNotices } from "./zarr/zarr-notices.ts";

const plane = { well: "A01", site: 1, channel: "1", zIndex: 1, timepoint: 1, page: 0, path: "", bytes: 1, mtimeMs: 1 };
const square = [1, 2].flatMap((site) => [1, 2].map((zIndex) => ({ ...plane, site, zIndex })));

test.each([
  [1, "Missing 1 plane that other wells have"],
  [2, "Missing 2 planes that other wells have"],
])("%i planes that are missing are counted in a sentence", (missing, message) => {
  const wells = ["A01", "A02"].flatMap((well) => square.map((one) => ({ ...one, well })));
  expect(gapNotices(wells.slice(missing), null).map((notice) => notice.message)).toEqual([message]);
});

test("one of what other notices count is told in the singular", () => {
  const damaged = { header: null, problem: "cut", position: null, pixelSizeUm: null, channelName: null };
  const ids = ["a"];
  const told = [
    ...headerNotices(new Map([["a.tif", damaged]])),
    ...unmatchedNotices(ids),
    ...zarrNotices({ name: null, wells: [], fields: [], otherAcquisitions: [1], missingFields: ids, unstored: ids }),
  ];
  expect(told.map(({ message }) => message)).toEqual([
    "1 image cannot be read",
    "Left out 1 image file with a name that no plane has",
    "Set aside the fields of 1 other acquisition",
    "Did not find 1 field that the plate lists",
    "Found 1 plane declared and never stored",
  ]);
});

test("one symbolic link that is not followed is told as one", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-link-"));
  await mkdir(join(folder, "plate"));
  await writeFile(join(folder, "beside.tif"), "");
  await symlink(join(folder, "beside.tif"), join(folder, "plate", "a.tif"));
  const { notices } = await walkPlate(join(folder, "plate"));
  expect(notices).toMatchObject([{ code: "LINKS_NOT_FOLLOWED", message: "Did not follow 1 symbolic link" }]);
  await rm(folder, { recursive: true });
});
