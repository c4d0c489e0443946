import { expect, test } from "vitest";
import { describeHtd, imageXpressFormat } from "./imagexpress-format.ts";
import { parseHtd } from "./parse-htd.ts";

const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

const htd = (...lines: readonly string[]) =>
  latin1(['"HTSInfoFile", Version 1.0', ...lines, '"EndFile"'].map((line) => `${line}\r\n`).join(""));

const grid = ['"Sites", TRUE', '"XSites", 3', '"YSites", 2'];

test("trap: Latin-1 in an HTD file, and waves that were never to be imaged; grid, wells, depth and time are read", () => {
  const file = htd(
    '"Description", "10\xb5m\x82\x81, 2 plates"',
    '"XWells", 6',
    '"YWells", 4',
    '"TimePoints", 4',
    '"ZSeries", TRUE',
    '"ZSteps", 3',
    '"WellsSelection1", FALSE, TRUE',
    '"WellsSelection2", TRUE, FALSE',
    ...grid,
    '"NWavelengths", 2',
    '"WaveName1", "DAPI, dim"',
    '"WaveName2", "Cy5"',
    '"WaveCollect2", 0',
  );
  expect(parseHtd(file)).toEqual({
    wells: ["A02", "B01"],
    plateFormat: { rows: 4, columns: 6 },
    grid: { rows: 2, columns: 3 },
    selectedSites: 6,
    zSteps: 3,
    timepoints: 4,
    waves: [
      { id: "1", name: "DAPI, dim", collected: true },
      { id: "2", name: "Cy5", collected: false },
    ],
  });
});

test("parseHtd() assumes nothing: facts that a file does not state are null", () => {
  expect(parseHtd(htd())).toEqual({
    wells: [],
    plateFormat: null,
    grid: null,
    selectedSites: null,
    zSteps: 1,
    timepoints: null,
    waves: [],
  });
});

test("parseHtd() reads plates of one site, and depth that is switched off", () => {
  expect(parseHtd(htd('"Sites", FALSE', '"ZSeries", FALSE', '"ZSteps", 9'))).toMatchObject({
    grid: { rows: 1, columns: 1 },
    zSteps: 1,
  });
});

test("parseHtd() is null for other files", () => {
  expect(parseHtd(latin1("<xml/>"))).toBeNull();
  expect(parseHtd(new Uint8Array())).toBeNull();
});

test("trap: describeHtd() gives no grid if sites are masked out, since their numbers do not determine their places", () => {
  const masked = describeHtd(htd(...grid, '"SiteSelection1", TRUE, FALSE, TRUE', '"SiteSelection2", TRUE, TRUE, TRUE'));
  expect(masked).toMatchObject({ grid: null, announced: { sites: 5 }, notices: [{ code: "SITES_MASKED" }] });
  expect(describeHtd(htd(...grid))).toMatchObject({ grid: { rows: 2, columns: 3 }, notices: [] });
});

test("trap: of HTD files at two or three levels of folders, the outermost describes the plate", () => {
  const levels = ["TimePoint_1/ZStep_1/p.HTD", "TimePoint_1/p.htd", "p.HTD", "q.txt"];
  expect(imageXpressFormat.companions?.(levels)).toEqual(["p.HTD"]);
  expect(imageXpressFormat.companions?.(levels.slice(0, 2))).toEqual(["TimePoint_1/p.htd"]);
});
