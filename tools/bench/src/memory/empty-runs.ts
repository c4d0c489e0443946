/** A separate process: runs a plate of empty wells once or more, and reports its memory. */
import { rm } from "node:fs/promises";
import { executePlate } from "@ohcs/executor";
import { threadsRunner } from "@ohcs/executor/threads";
import { nodeRunHost } from "@ohcs/records/host";
import { collectGarbage } from "../machine/retained-heap.ts";
import { openEmptyPlate } from "../overhead/empty-plate.ts";
import type { RunMemory } from "./run-memory.ts";

const [plateRoot = "", output = "", wells = "", runs = ""] = process.argv.slice(2);
const plate = await openEmptyPlate(plateRoot, Number(wells));
const after: RunMemory["after"][number][] = [];
const compiled = await plate.compile(output);
for (let run = 0; run < Number(runs); run++) {
  const job = {
    plate: compiled,
    runner: threadsRunner(),
    workers: 2,
    startup: plate.startup(output),
    host: nodeRunHost(),
  };
  const { status } = await executePlate(job).result;
  if (status !== "complete") throw new Error(`Cannot measure a run: it ended as '${status}'`);
  await rm(output, { recursive: true });
  collectGarbage();
  const { heapUsed, external, rss } = process.memoryUsage();
  after.push({ heapBytes: heapUsed, externalBytes: external, rssBytes: rss });
}
const memory: RunMemory = { peakBytes: process.resourceUsage().maxRSS * 1024, after };
console.log(JSON.stringify(memory));
