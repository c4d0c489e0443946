import type { Benchmark } from "./benchmark.ts";
import { compileTime } from "./compile/compile-time.ts";
import { gpuTimes } from "./gpu/gpu-times.ts";
import { kernelTimes } from "./kernels/kernel-times.ts";
import { listenerCost } from "./listeners/listener-cost.ts";
import { memoryGrowth } from "./memory/memory-growth.ts";
import { engineOverhead } from "./overhead/engine-overhead.ts";
import { overlapGain } from "./overlap/overlap-gain.ts";
import { wellSchedule } from "./schedule/well-schedule.ts";
import { spreadGain } from "./spread/spread-gain.ts";
import { storageSpeed } from "./storage/storage-speed.ts";
import { plateThroughput } from "./throughput/plate-throughput.ts";

/** All benchmarks, in the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [
  compileTime,
  engineOverhead,
  wellSchedule,
  overlapGain,
  listenerCost,
  memoryGrowth,
  spreadGain,
  plateThroughput,
  storageSpeed,
  kernelTimes,
  gpuTimes,
];
