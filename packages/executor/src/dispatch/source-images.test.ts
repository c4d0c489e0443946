import { stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { SourceFacts } from "@ohcs/records";
import { plateOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { PlateFolders } from "../../test/plate-folders.ts";
import { runPlate } from "../../test/plate-runs.ts";
import { projectionOf, writeWell } from "../../test/projection.ts";
import { makeWellFolders } from "../../test/well-folders.ts";
import { inlineRunner } from "../inline/inline-runner.ts";

const WELLS = ["A01", "A02", "B01"];
const runner = inlineRunner({ importModule: (url) => import(url) });
let folders: PlateFolders;
beforeEach(async () => {
  folders = await makeWellFolders(WELLS);
});
afterEach(() => folders.remove());

const images = WELLS.flatMap((well) => [`${well}_z1.tif`, `${well}_z2.tif`]);
const compiledFor = async (): Promise<SourceFacts> =>
  Object.fromEntries(
    await Promise.all(
      images.map(async (path) => {
        const { size, mtimeMs } = await stat(join(folders.source, path));
        return [path, [size, mtimeMs] as const] as const;
      }),
    ),
  );
const plate = plateOf(WELLS.map((well) => projectionOf(well)));
const endsOf = async (sources: SourceFacts) => {
  const { wells } = (await runPlate(folders, plate, runner, { sources })).result;
  return Object.values(wells).map(({ status, error }) => error?.code ?? status);
};

test("an image that was replaced since it was compiled for is the error of its well alone, and names it", async () => {
  const sources = await compiledFor();
  expect(await endsOf(sources)).toEqual(["success", "success", "success"]);
  await writeWell(folders, "A02", 9);
  await utimes(join(folders.source, "A02_z2.tif"), new Date(0), new Date(0));
  const { wells } = (await runPlate(folders, plate, runner, { sources })).result;
  expect(Object.values(wells).map(({ status }) => status)).toEqual(["success", "error", "success"]);
  expect(wells.A02?.error).toMatchObject({ code: "IMAGE_CHANGED", step: { name: "project" } });
  expect(wells.A02?.error?.file).toMatch(/^A02_z[12]\.tif$/);
});

test("an image of another size is not the one that was compiled for; one of which nothing is known is read", async () => {
  const sources = await compiledFor();
  const [bytes = 0, mtimeMs = 0] = sources["B01_z1.tif"] ?? [];
  expect(await endsOf({ ...sources, "B01_z1.tif": [bytes + 1, mtimeMs] })).toEqual([
    "success",
    "success",
    "IMAGE_CHANGED",
  ]);
  expect(await endsOf({ "B01_z2.tif": sources["B01_z2.tif"] ?? [0, 0] })).toEqual(["success", "success", "success"]);
});
