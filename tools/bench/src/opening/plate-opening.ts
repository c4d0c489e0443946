import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { mapConcurrently } from "@ohcs/context";
import { readImageHeader } from "@ohcs/filemanager/disk";
import { builtInHandlers, openPlate } from "@ohcs/microscopes/disk";
import { memoryPlateReader } from "@ohcs/testkit";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { withScratchFolder } from "../machine/scratch-folder.ts";
import { interleave } from "../statistics/interleave.ts";
import { paired } from "../statistics/paired.ts";
import { summarize } from "../statistics/summary.ts";
import { linkedPlate, type PlateSize } from "./linked-plate.ts";

const LAYOUTS = ["imagexpress", "phenix", "cellvoyager", "scanr"] as const;
const FULL: PlateSize = { wells: 1536, grid: [3, 3], channels: 4 };
const SMALL: PlateSize = { wells: 96, grid: [1, 2], channels: 2 };
const STATS_AT_ONCE = 32;

/** Processor time to open plates from disk, beside that of listing their files and asking for the size of each. */
export const plateOpening: Benchmark = {
  name: "opening",
  summary: "plates opened from disk, against readdir and stat; names asked of every handler",
  run,
};

async function run({ quick, say }: BenchmarkSetting): Promise<object> {
  const rounds = quick ? 1 : 5;
  const layouts: Record<string, object> = {};
  for (const layout of LAYOUTS)
    layouts[layout] = await withScratchFolder(async (folder) => {
      const { root, images } = await linkedPlate(folder, layout, quick ? SMALL : FULL);
      const before = process.resourceUsage().maxRSS;
      await openPlate(root, { readHeader: readImageHeader });
      const grownKb = process.resourceUsage().maxRSS - before;
      const times = await interleave(rounds, {
        bare: () => processorTime(() => listed(root)),
        opened: () => processorTime(() => openPlate(root, { readHeader: readImageHeader })),
      });
      const [bareMs, openedMs] = [summarize(times.bare), summarize(times.opened)];
      say(`  ${layout}: ${openedMs.median.toFixed(0)} ms for ${images} images, bare ${bareMs.median.toFixed(0)} ms`);
      const openedOverBare = paired(times.opened, times.bare, (opened, bare) => opened / bare);
      return { images, bareMs, openedMs, openedOverBare, peakGrownMb: grownKb / 1024 };
    });
  return { layouts, names: await namesAsked(quick ? 1000 : 100_000, rounds) };
}

/** Every file's size by its name, and nothing else. */
async function listed(root: string): Promise<number> {
  const names = await readdir(root, { recursive: true });
  const sizes = await mapConcurrently(names, STATS_AT_ONCE, async (name) => (await stat(join(root, name))).size);
  return sizes.length;
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

async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const began = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
