import { link, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatWellId } from "@ohcs/context";
import { builtInHandlers } from "@ohcs/microscopes/disk";
import { designPlate, type LayoutName, memoryPlateReader, planePath, planesOf, renderPlateFiles } from "@ohcs/testkit";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { reportOf } from "../machine/report-of.ts";
import { interleave, paired, processorTime, summarize } from "../statistics/rounds.ts";
import type { OpeningRun } from "./opening-run.ts";

interface PlateSize {
  readonly wells: number;
  readonly grid: readonly [rows: number, columns: number];
  readonly channels: number;
}

const LAYOUTS = ["imagexpress", "phenix", "cellvoyager", "scanr"] as const;
const FULL: PlateSize = { wells: 1536, grid: [3, 3], channels: 4 };
const SMALL: PlateSize = { wells: 96, grid: [1, 2], channels: 2 };
const SCRIPT = fileURLToPath(import.meta.resolve("@ohcs/bench/opening-run"));

/** Processor time and memory to open plates from disk, each in a process of its own, beside those of listing their files. */
export const plateOpening: Benchmark = {
  name: "opening",
  summary: "plates opened from disk, against readdir and stat; names asked of every handler",
  run,
};

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const rounds = quick ? 1 : 5;
  const layouts: Record<string, object> = {};
  for (const layout of LAYOUTS) {
    const { root, images } = await linkedPlate(folder, layout, quick ? SMALL : FULL);
    const run = (mode: string) => () => reportOf<OpeningRun>(process.execPath, [SCRIPT, mode, root]);
    const contestants = { nothing: run("nothing"), bare: run("bare"), opened: run("opened") };
    const { nothing, bare, opened } = await interleave(rounds, contestants);
    const [bareMs, openedMs] = [summarize(bare.map(({ cpuMs }) => cpuMs)), summarize(opened.map(({ cpuMs }) => cpuMs))];
    const peakMb = (runs: readonly OpeningRun[]) => summarize(runs.map((one) => one.peakMb)).median;
    const beyondMb = { bare: peakMb(bare) - peakMb(nothing), opened: peakMb(opened) - peakMb(nothing) };
    say(`  ${layout}: ${openedMs.median.toFixed(0)} ms for ${images} images, bare ${bareMs.median.toFixed(0)} ms`);
    say(`    ${beyondMb.opened.toFixed(0)} MB beyond an idle process, bare ${beyondMb.bare.toFixed(0)} MB`);
    const openedOverBare = paired(opened, bare, (one, other) => one.cpuMs / other.cpuMs);
    const clockMs = summarize(opened.map(({ ms }) => ms));
    layouts[layout] = { images, bareMs, openedMs, clockMs, openedOverBare, beyondMb };
  }
  return { layouts, names: await namesAsked(quick ? 1000 : 100_000, rounds) };
}

/** All handlers that come with OHCS asked about the names of one plate, though the first would do. */
async function namesAsked(count: number, rounds: number): Promise<object> {
  const names = Array.from({ length: count }, (_, i) => `r01c01f${i + 10}p01-ch1sk1fk1fl1.tiff`);
  const reader = memoryPlateReader({ name: "names", files: names.map((name) => [name, ""]) });
  const handlers = builtInHandlers.map(({ create }) => create({}));
  const { asked } = await interleave(rounds, {
    asked: () =>
      processorTime(async () => {
        for (const handler of handlers) await (await handler).recognizes(reader);
      }),
  });
  return { names: count, handlers: handlers.length, ms: summarize(asked) };
}

/** Writes a plate whose images are all links to one file of 8 × 8 px. Returns its folder and how many images it has. */
async function linkedPlate(
  directory: string,
  layout: LayoutName,
  { wells, grid, channels }: PlateSize,
): Promise<{ readonly root: string; readonly images: number }> {
  const [root, design] = [join(directory, layout), designOf(layout, { wells, grid, channels })];
  const [first, ...others] = [...planesOf(design)].map((plane) => join(root, planePath(design, plane)));
  if (first === undefined) throw new Error("Cannot write a plate: it has no planes");
  for (const [path, bytes] of renderPlateFiles(design)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), bytes);
    if (join(root, path) === first) break;
  }
  for (const path of others) await link(first, path);
  return { root, images: others.length + 1 };
}

function designOf(layout: LayoutName, { wells, grid, channels }: PlateSize) {
  const names = Array.from({ length: 1536 }, (_, i) => formatWellId(Math.floor(i / 48), i % 48));
  const placements = Object.fromEntries(names.map((name) => [name, "empty" as const]));
  const size = { format: wells, wells, grid, channels, zSteps: 1, tile: [8, 8] as const };
  return designPlate({ layout, ...size, radius: [1, 1], placements });
}
