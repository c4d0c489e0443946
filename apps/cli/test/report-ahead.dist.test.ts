import { readdir, readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { readStoredPlan } from "@ohcs/records";
import { outputReader } from "@ohcs/records/host";
import type { ReportData } from "@ohcs/report";
import { ReportAhead } from "@ohcs/report/ahead";
import { collectReport } from "@ohcs/report/disk";
import { programModules } from "ohcs/modules";
import { afterAll, expect, test } from "vitest";
import { runHere } from "./run-here.ts";
import { samplePlate } from "./sample-plate.ts";

const WELLS = Array.from({ length: 6 }, (_, i) => `${"AB"[i % 2]}${String((i >> 1) + 1).padStart(2, "0")}`);
const BROKEN = "B02";

// Of 240 images, so many that a thread makes their pictures; one of them cannot be read.
const sample = await samplePlate({ wells: WELLS, channels: 2, sites: 4, z: 5 });
const images = (await readdir(sample.plate, { recursive: true })).filter((path) => path.includes(`_${BROKEN}_`));
await truncate(join(sample.plate, images.toSorted()[0] ?? ""), 200);
afterAll(() => sample[Symbol.asyncDispose]());

const at = (...path: readonly string[]) => join(sample.folder, ...path);
const pageOf = (output: string) => readFile(at(output, "report.html"), "utf8");
const picturesOf = (page: string) => page.slice(page.indexOf('id="sheet-0"'));

async function run(output: string, workers: number): Promise<string> {
  const argv = [
    "run",
    "tiny",
    "-p",
    "preset:measure",
    "--channel",
    "nuclei=1,reporter=2",
    "--runner",
    "threads",
    "--workers",
    String(workers),
  ];
  const { exitCode, err } = await runHere(sample.folder, [...argv, "-o", output], { OHCS_REPORT: "true" });
  expect([exitCode, err]).toEqual([3, expect.anything()]);
  return pageOf(output);
}

/** What a page says beside times, workers and folders, which runs do not share. */
function lasting(page: string) {
  const [, json = ""] = /<script type="application\/json" id="data">(.*)<\/script>\n/.exec(page) ?? [];
  const { views, sheets, unread, objects, tables, receipt } = JSON.parse(json) as ReportData;
  return { views, sheets, unread, objects, tables, receipt, pictures: picturesOf(page) };
}

const first = await run("one", 1);

test("a report whose pictures were made as wells ended is the same byte for byte as one that is made of the same run later", async () => {
  expect(lasting(first).sheets.length).toBeGreaterThan(9);
  await runHere(sample.folder, ["report", "one"]);
  expect(await pageOf("one")).toBe(first);
});

test("a run on four workers has the pictures and tables of a run on one, in the same order", async () => {
  expect(lasting(await run("four", 4))).toEqual(lasting(first));
});

test("a resumed run, of which most wells are skipped, has the same report, written then or later", async () => {
  for (const well of ["A01", "A03"]) await rm(at("one/.ohcs/wells", `${well}.json`));
  const argv = ["resume", "one"];
  expect((await runHere(sample.folder, argv, { OHCS_REPORT: "true" })).exitCode).toBe(3);
  const resumed = await pageOf("one");
  expect(lasting(resumed)).toEqual(lasting(first));
  await runHere(sample.folder, ["report", "one"]);
  expect(await pageOf("one")).toBe(resumed);
});

/** What is known of the run in `one` when its wells have ended, and its source is gone. */
async function known(modules: Readonly<Record<string, string>>) {
  const { plate } = await readStoredPlan(outputReader(at("one")));
  await using ahead = new ReportAhead({
    plate,
    startup: { modules, roots: { source: sample.plate, output: at("one") } },
  });
  for (const well of plate.wells) ahead.wellEnded(well);
  return await ahead.known();
}

test("planes whose pictures were made as wells ended are not read again", async () => {
  const ahead = await known(programModules());
  expect(ahead.pictures.size).toBeGreaterThan(239);
  const own = { modules: programModules(), source: at("nowhere") };
  const { sheets, images, unread } = await collectReport(at("one"), { ...own, known: ahead });
  expect([sheets, images.length]).toEqual([lasting(first).sheets, lasting(first).sheets.length]);
  expect(unread.map(({ wells }) => wells)).toEqual([[BROKEN]]);
  expect((await collectReport(at("one"), own)).sheets.filter(({ channel }) => channel !== null)).toEqual([]);
});

test("where the thread cannot read anything a report makes all pictures itself", async () => {
  const ahead = await known({});
  expect([ahead.pictures.size, ahead.records.size]).toEqual([0, WELLS.length]);
  const { sheets } = await collectReport(at("one"), { modules: programModules(), known: ahead });
  expect(sheets).toEqual(lasting(first).sheets);
});
