/** A separate process: runs a plate of empty wells once or more, and reports its memory. */
import { collectGarbage } from "../machine/retained-heap.ts";
import { openEmptyPlate } from "../overhead/empty-plate.ts";
import { runPrepared } from "../plates/run-prepared.ts";
import type { RunMemory } from "./run-memory.ts";

const [plateRoot = "", output = "", wells = "", runs = ""] = process.argv.slice(2);
const plate = await openEmptyPlate(plateRoot, Number(wells));
const after: RunMemory["after"][number][] = [];
const compiled = await plate.compile(output);
for (let run = 0; run < Number(runs); run++) {
  await runPrepared(plate, { output, compiled, workers: 2 });
  collectGarbage();
  const { heapUsed, external, rss } = process.memoryUsage();
  after.push({ heapBytes: heapUsed, externalBytes: external, rssBytes: rss });
}
const memory: RunMemory = { peakBytes: process.resourceUsage().maxRSS * 1024, after };
console.log(JSON.stringify(memory));
