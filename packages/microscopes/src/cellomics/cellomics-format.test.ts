import { expect, test } from "vitest";
import { thrownBy } from "../../test/expect-code.ts";
import { plateFiles } from "../../test/plate-files.ts";
import { cellomicsFormat } from "./cellomics-format.ts";

const read = (...paths: readonly string[]) => cellomicsFormat.read(plateFiles(...paths), new Map());

test("trap: sites and channels count from 0, as in the instrument's own software", () => {
  const { planes } = read("AS_09125_050116030001_D03f00d0.TIF", "AS_09125_050116030001_D03f12d2.tif");
  expect(planes.map(({ well, site, channel }) => [well, site, channel])).toEqual([
    ["D03", 0, "0"],
    ["D03", 12, "2"],
  ]);
});

test("two plates in a folder are refused", () => {
  thrownBy(() => read("AS_1_2_D03f00d0.TIF", "AS_1_3_D03f00d0.TIF"), "PLATES_MIXED");
});
