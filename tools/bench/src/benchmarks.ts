import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { driverEnv, softwareDrivers } from "@ohcs/testkit/gpu-drivers";
import type { Benchmark, BenchmarkSetting } from "./benchmark.ts";
import { compileTime } from "./compile/compile-time.ts";
import { plateConversion } from "./convert/plate-conversion.ts";
import { featureTimes } from "./features/feature-times.ts";
import type { GpuTimes } from "./gpu/gpu-process.ts";
import { kernelTimes } from "./kernels/kernel-times.ts";
import { listenerCost } from "./listeners/listener-cost.ts";
import { chunkCost } from "./machines/chunk-cost.ts";
import { clusterSizes } from "./machines/cluster-sizes.ts";
import { queueCost } from "./machines/queue-cost.ts";
import { workerGain } from "./machines/worker-gain.ts";
import { memoryGrowth } from "./memory/memory-growth.ts";
import { plateOpening } from "./opening/plate-opening.ts";
import { engineOverhead } from "./overhead/engine-overhead.ts";
import { overlapGain } from "./overlap/overlap-gain.ts";
import { cellsAgainstPeer } from "./plate/cells-against-peer.ts";
import { plateAgainstPeers } from "./plate/plate-against-peers.ts";
import { wellSchedule } from "./schedule/well-schedule.ts";
import { spreadGain } from "./spread/spread-gain.ts";
import { storageSpeed } from "./storage/storage-speed.ts";

/** Functions on the GPU of this machine and on software drivers, each against its twin on one thread of the CPU. */
const gpuTimes: Benchmark = {
  name: "gpu",
  summary: "functions and chains on a GPU against the CPU, uploads and downloads apart",
  run,
};

async function run({ quick, say }: BenchmarkSetting): Promise<object> {
  const machines = [{}, ...softwareDrivers().map((driver) => driverEnv(driver))];
  const measured: GpuTimes[] = [];
  for (const env of machines) {
    const times = await timesWith(env, quick ? ["128", "1"] : ["2160", "3"]);
    say(`gpu: ${times.adapter ?? "this machine has no driver of its own"}`);
    if (times.adapter !== null) measured.push(times);
  }
  return { adapters: measured };
}

/** Dawn prints to standard output, which our document uses: its output is discarded. */
function timesWith(env: Readonly<Record<string, string>>, args: readonly string[]): Promise<GpuTimes> {
  const script = fileURLToPath(import.meta.resolve("@ohcs/bench/gpu-process"));
  const child = fork(script, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  return new Promise((resolve, reject) => {
    child.once("message", (times) => resolve(times as GpuTimes));
    child.once("exit", (code) => reject(new Error(`Cannot measure GPUs: the process ended with exit code ${code}`)));
  });
}

/** All benchmarks, in the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [
  compileTime,
  plateOpening,
  engineOverhead,
  wellSchedule,
  overlapGain,
  listenerCost,
  memoryGrowth,
  queueCost,
  workerGain,
  chunkCost,
  clusterSizes,
  spreadGain,
  plateAgainstPeers,
  cellsAgainstPeer,
  plateConversion,
  storageSpeed,
  kernelTimes,
  featureTimes,
  gpuTimes,
];
