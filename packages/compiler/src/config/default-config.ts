import type { ResolvedConfig } from "@ohcs/context";

/** The configuration where nobody says anything. `numWorkers` is 1: who knows the machine says how many it has. */
export const DEFAULT_CONFIG: ResolvedConfig = Object.freeze({
  numWorkers: 1,
  useThreading: true,
  memoryBudgetBytes: null,
  adaptWidth: true,
  overlap: true,
  reuseBuffers: true,
  spread: true,
  gpu: "prefer",
  maxWorkersPerGpu: null,
  gpuMemoryBytes: Object.freeze({}),
  gpuMemoryShare: 0.25,
  logLevel: "info",
  materializationBackend: "disk",
  intermediateBackend: "memory",
  outputFolder: null,
  outputSuffix: "_openhcs",
  subDir: "images",
  zarr: Object.freeze({ ngffVersion: "0.5", codec: "zstd", level: null, chunk: null, shard: null, levels: null }),
  tiff: Object.freeze({ compression: "none", predictor: false }),
  wellFilter: Object.freeze([]),
  onMissing: "fail",
  retries: 0,
  timeoutS: null,
  resume: false,
});
