/** A separate process: opens a plate from disk, or only lists its files, and reports processor time and memory. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { mapConcurrently } from "@ohcs/context";
import { readImageHeader } from "@ohcs/filemanager/disk";
import { openPlate } from "@ohcs/microscopes/disk";
import { timed } from "../statistics/rounds.ts";

/** What one opening took, and the most memory that the process had. */
export interface OpeningRun {
  readonly cpuMs: number;
  readonly ms: number;
  readonly peakMb: number;
}

const STATS_AT_ONCE = 32;
const [mode = "", root = ""] = process.argv.slice(2);

/** Every file's size by its name, and nothing else. */
async function listed(): Promise<void> {
  const names = await readdir(root, { recursive: true });
  await mapConcurrently(names, STATS_AT_ONCE, async (name) => (await stat(join(root, name))).size);
}

const { ms, cpuMs } = await timed(async () => {
  if (mode === "bare") await listed();
  if (mode === "opened") await openPlate(root, { readHeader: readImageHeader });
});
const run: OpeningRun = { cpuMs, ms, peakMb: process.resourceUsage().maxRSS / 1024 };
console.log(JSON.stringify(run));
