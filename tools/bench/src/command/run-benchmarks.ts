import { loadavg } from "node:os";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { type MachineFacts, machineFacts } from "../machine/machine-facts.ts";

/** One run of the benchmarks. */
export interface BenchReport {
  readonly specVersion: 1;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly quick: boolean;
  readonly machine: MachineFacts;
  readonly durationMs: number;
  readonly benchmarks: Readonly<Record<string, object>>;
}

/**
 * Runs benchmarks one after the other; each result tells how loaded the machine was when it began. One that fails has an
 * `error` for its result, and the others their figures.
 */
export async function runBenchmarks(benchmarks: readonly Benchmark[], setting: BenchmarkSetting): Promise<BenchReport> {
  const [startedAt, began] = [new Date().toISOString(), performance.now()];
  const machine = machineFacts();
  const results: Record<string, object> = {};
  for (const { name, summary, run } of benchmarks) {
    setting.say(`${name}: ${summary}`);
    const [load = 0] = loadavg();
    results[name] = { summary, loadAverage: load, ...(await run(setting).catch(failure)) };
  }
  const durationMs = performance.now() - began;
  return { specVersion: 1, startedAt, quick: setting.quick, machine, durationMs, benchmarks: results };
}

/** Why benchmarks of a report have no figures, a line each. */
export function failuresOf({ benchmarks }: BenchReport): readonly string[] {
  return Object.entries(benchmarks).flatMap(([name, result]) =>
    "error" in result ? [`Cannot run benchmark '${name}': ${String(result.error)}`] : [],
  );
}

function failure(error: unknown): { readonly error: string } {
  return { error: error instanceof Error ? error.message : String(error) };
}
