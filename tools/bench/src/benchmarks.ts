import type { Benchmark } from "./benchmark.ts";
import { compileTime } from "./compile/compile-time.ts";
import { kernelTimes } from "./kernels/kernel-times.ts";
import { engineOverhead } from "./overhead/engine-overhead.ts";
import { overlapGain } from "./overlap/overlap-gain.ts";
import { storageSpeed } from "./storage/storage-speed.ts";
import { plateThroughput } from "./throughput/plate-throughput.ts";

/** All benchmarks, in the order in which they run. */
export const BENCHMARKS: readonly Benchmark[] = [
  compileTime,
  engineOverhead,
  overlapGain,
  plateThroughput,
  storageSpeed,
  kernelTimes,
];
