import { expect, test } from "vitest";
import { describeHtd } from "../src/imagexpress/imagexpress-format.ts";
import { damaged, numbersOf, printedSeed } from "./damage.ts";

const CASES = process.env.OHCS_TEST_DEPTH === "full" ? 2_000 : 400;
const SLOWEST_MS = 5_000;
/** Wells of a 1536-well plate, said by a few lines. */
const LONGEST_DESCRIPTION = 100_000;

const selection = (key: string, rows: number, columns: number) =>
  Array.from({ length: rows }, (_, row) => `"${key}${row + 1}", ${Array(columns).fill("TRUE").join(", ")}`);

const files = [8, 16, 32].map((rows) =>
  [
    '"HTSInfoFile", Version 1.0',
    '"Description", "10 µm"',
    '"TimePoints", 3',
    '"ZSeries", TRUE',
    '"ZSteps", 5',
    `"XWells", ${rows * 1.5}`,
    `"YWells", ${rows}`,
    ...selection("WellsSelection", rows, rows * 1.5),
    '"Sites", TRUE',
    '"XSites", 3',
    '"YSites", 2',
    ...selection("SiteSelection", 2, 3),
    '"NWavelengths", 2',
    '"WaveName1", "DAPI"',
    '"WaveName2", "Cy5"',
    '"WaveCollect2", 1',
    '"EndFile"',
  ].join("\r\n"),
);

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

test("an HTD file that was cut or has flipped bits is described or refused quickly, for any numbers in it", () => {
  const below = numbersOf(printedSeed("damaged HTD files"));
  let described = 0;
  for (let i = 0; i < CASES; i++) {
    const bytes = damaged(latin1(files[i % files.length] ?? ""), below);
    const startedAt = performance.now();
    const description = describeHtd(bytes);
    expect(performance.now() - startedAt).toBeLessThan(SLOWEST_MS);
    if (description === null) continue;
    described++;
    expect(JSON.stringify(description).length).toBeLessThan(LONGEST_DESCRIPTION);
  }
  expect(described).toBeGreaterThan(CASES / 2);
});
