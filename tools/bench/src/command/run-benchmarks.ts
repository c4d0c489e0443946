import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";

/**
 * Runs benchmarks one after the other; each result states the load of the machine when it began. One that fails has an
 * `error` as its result, and the others their figures.
 */
export async function runBenchmarks(benchmarks: readonly Benchmark[], setting: BenchmarkSetting) {
  const [startedAt, began] = [new Date().toISOString(), performance.now()];
  const machine = machineFacts();
  const results: Record<string, object> = {};
  for (const { name, summary, run } of benchmarks) {
    setting.say(`${name}: ${summary}`);
    const [load = 0] = loadavg();
    results[name] = {
      summary,
      loadAverage: load,
      ...(await withScratchFolder((folder) => run(setting, folder)).catch(failure)),
    };
  }
  const durationMs = performance.now() - began;
  return { specVersion: 1 as const, startedAt, quick: setting.quick, machine, durationMs, benchmarks: results };
}

/** Why benchmarks of a report have no figures, a line each. */
export function failuresOf({ benchmarks }: Awaited<ReturnType<typeof runBenchmarks>>): readonly string[] {
  return Object.entries(benchmarks).flatMap(([name, result]) =>
    "error" in result ? [`Cannot run benchmark '${name}': ${String(result.error)}`] : [],
  );
}

function failure(error: unknown): { readonly error: string } {
  return { error: error instanceof Error ? error.message : String(error) };
}

/** Facts that figures depend on besides the code; a load above the number of cores means a busy machine. */
function machineFacts() {
  const [load = 0] = loadavg();
  return {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    loadAverage: load,
  };
}

/** Calls `use` with a new folder below the system's temporary one, and always removes it. */
async function withScratchFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-bench-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
