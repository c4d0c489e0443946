import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diskPlateReader } from "./disk/disk-plate-reader.ts";
import { unmatchedNotices } from "./grammar/read-by-pattern.ts";
import { buildManifest } from "./manifest/build-manifest.ts";
import { gapNotices } from "./manifest/find-gaps.ts";
import { manifestOfZarr } from "./zarr/manifest-of-zarr.ts";

const plane = { well: "A01", site: 1, channel: "1", zIndex: 1, timepoint: 1, page: 0, path: "", bytes: 1, mtimeMs: 1 };
const square = [1, 2].flatMap((site) => [1, 2].map((zIndex) => ({ ...plane, site, zIndex })));

test.each([
  [1, "Missing 1 plane that other wells have"],
  [2, "Missing 2 planes that other wells have"],
])("%i planes that are missing are counted in a sentence", (missing, message) => {
  const wells = ["A01", "A02"].flatMap((well) => square.map((one) => ({ ...one, well })));
  expect(gapNotices(wells.slice(missing), {}).map((notice) => notice.message)).toEqual([message]);
});

test("a count of one is in the singular in other notices", () => {
  const damaged = { header: null, problem: "cut", position: null, pixelSizeUm: null, channelName: null };
  const ids = ["a"];
  const notices = [
    ...buildManifest({
      plateId: "p",
      root: "/p",
      handler: "test",
      notices: [],
      headers: new Map([["a.tif", damaged]]),
      reading: { planes: [], notices: unmatchedNotices(ids) },
    }).notices.filter(({ code }) => code !== "CALIBRATION_UNKNOWN"),
    ...manifestOfZarr(
      {
        name: null,
        wells: [],
        fields: [],
        acquisition: null,
        otherAcquisitions: [1],
        missingFields: ids,
        unstored: ids,
      },
      { root: "/p", folder: "p" },
    ).notices.filter(({ code }) => code !== "CALIBRATION_UNKNOWN"),
  ];
  expect(notices.map(({ message }) => message)).toEqual([
    "Ignored 1 image file with unrecognized names",
    "1 image cannot be read",
    "Set aside the fields of 1 other acquisition",
    "Did not find 1 field that the plate lists",
    "Found 1 plane declared and never stored",
  ]);
});

test("one symbolic link that is not followed is reported in the singular", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-link-"));
  await mkdir(join(folder, "plate"));
  await writeFile(join(folder, "beside.tif"), "");
  await symlink(join(folder, "beside.tif"), join(folder, "plate", "a.tif"));
  const { notices } = await (await diskPlateReader(join(folder, "plate"))).list();
  expect(notices).toMatchObject([{ code: "LINKS_NOT_FOLLOWED", message: "Did not follow 1 symbolic link" }]);
  await rm(folder, { recursive: true });
});
