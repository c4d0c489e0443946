import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { definePipeline, isOhcsError, recordsOf, step } from "@ohcs/context";
import { inlineRunner } from "@ohcs/executor/inline";
import { DiskBackend } from "@ohcs/filemanager/disk";
import { maxProjection } from "@ohcs/functions";
import { nodePlateHost } from "@ohcs/orchestrator/host";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeSamplePlate, type SamplePlate } from "./folders.ts";
import { oddPlateMap } from "./odd-plate-map.ts";

const CASES = process.env.OHCS_TEST_DEPTH === "full" ? 3_000 : 50;
const MOST_PROCESSOR_SECONDS = 5;
const MOST_BYTES = 2 ** 30;
const CODES = ["SUPPLIED_TABLE_MISSING", "PLATE_MAP_INVALID", "PLATE_MAP_UNMATCHED"];

const runner = inlineRunner({ importModule: (url) => import(url) });
const pipeline = definePipeline({ name: "project", steps: [step("project", { func: maxProjection() })] });
let plate: SamplePlate;
beforeEach(async () => {
  plate = await makeSamplePlate();
});
afterEach(() => plate.remove());

/** The seed of this run (see `vitest.config.ts`), printed, so that a failure can be repeated. */
function printedSeed(): number {
  const seed = Number(process.env.OHCS_TEST_SEED);
  process.stderr.write(`odd plate maps: OHCS_TEST_SEED=${seed}\n`);
  return seed;
}

/** Whole numbers determined by a seed (a linear congruential generator of Numerical Recipes). */
function numbersOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** The code with which reading the file alone fails; null where it does not. */
async function refusalOf(file: string): Promise<string | null> {
  try {
    await nodePlateHost().readTable(plate.folder, file);
    return null;
  } catch (error) {
    return isOhcsError(error) ? error.code : `no code: ${error}`;
  }
}

/** What the table of wells says of itself once the map is joined; null where the map is refused. */
async function identityWith(file: string) {
  const orchestrator = plate.orchestrator();
  await orchestrator.initialize();
  const { diagnostics, plate: compiled } = await orchestrator.compilePipelines(pipeline, { plateMap: file });
  for (const { code, message } of diagnostics.filter(({ where }) => where.file === "plate map")) {
    expect(CODES).toContain(code);
    expect(message.length).toBeLessThan(1_000);
  }
  if (compiled === null) return null;
  const { status } = await orchestrator.executeCompiledPlate({ runner, resume: true }).result;
  const disk = new DiskBackend({ root: join(plate.folder, "tiny_openhcs"), readOnly: true });
  const { columns, rows } = await disk.loadTable("images_results/wells.csv");
  await disk.close();
  const names = columns.map((name) => name.trim().toLowerCase());
  expect(new Set(names).size).toBe(names.length);
  const records = recordsOf({ columns, rows });
  return [status, ...records.map((one) => [one.Metadata_Plate, one.Metadata_Well, one.Metadata_Status])];
}

test("whatever a plate map holds, it is refused with a code, soon and in little memory, or changes no column of identity or status", {
  timeout: 3_600_000,
}, async () => {
  const below = numbersOf(printedSeed());
  const file = join(plate.folder, "odd.csv");
  const seen = { joined: 0, unreadable: 0, slowest: 0 };
  for (let i = 0; i < CASES; i++) {
    await writeFile(file, oddPlateMap(i, below));
    const before = process.cpuUsage();
    const code = await refusalOf(file);
    const identity = await identityWith(file);
    const { user, system } = process.cpuUsage(before);
    seen.slowest = Math.max(seen.slowest, (user + system) / 1e6);
    expect(seen.slowest, `case ${i}`).toBeLessThan(MOST_PROCESSOR_SECONDS);
    expect([null, "TABLE_UNREADABLE"], `case ${i}`).toContain(code);
    if (code !== null) seen.unreadable++;
    if (identity === null) continue;
    seen.joined++;
    expect(identity, `case ${i}`).toEqual(["complete", ["tiny", "A01", "success"], ["tiny", "B02", "success"]]);
  }
  const bytes = process.resourceUsage().maxRSS * 1024;
  process.stderr.write(`odd plate maps: ${JSON.stringify({ cases: CASES, ...seen, bytes })}\n`);
  expect(bytes).toBeLessThan(MOST_BYTES);
  expect(seen.joined).toBeGreaterThan(CASES / 5);
  expect(seen.unreadable).toBeGreaterThan(0);
});
