/** A separate process: stores a plate as sharded OME-Zarr 0.5 in a folder, and reports time, processor time and bytes. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { definePipeline, step } from "@ohcs/context";
import { identity } from "@ohcs/functions";
import { runPipeline } from "../plates/run-pipeline.ts";

/** What a conversion took, and how many bytes it stored. */
export interface ConvertRun {
  readonly ms: number;
  readonly cpuMs: number;
  readonly bytes: number;
}

const [plateRoot = "", outputRoot = "", workers = ""] = process.argv.slice(2);
const pipeline = definePipeline({ name: "convert", steps: [step("copy", { func: identity() })] });
const config = { materializationBackend: "zarr", zarr: { chunk: 256, shard: true } } as const;

let bytes = 0;
const inspect = async (output: string) => {
  const entries = await readdir(join(output, "images.zarr"), { recursive: true, withFileTypes: true });
  for (const entry of entries) if (entry.isFile()) bytes += (await stat(join(entry.parentPath, entry.name))).size;
};
const asked = { pipeline, plateRoot, outputRoot, workers: Number(workers), inspect, config };
const { ms, cpuMs } = await runPipeline(asked);
const run: ConvertRun = { ms, cpuMs, bytes };
console.log(JSON.stringify(run));
