/** `npm run bench`: runs the benchmarks and prints one JSON document on standard output, progress on standard error. */
import { readFile } from "node:fs/promises";
import { BENCHMARKS } from "./benchmarks.ts";
import { type BenchOptions, parseOptions } from "./command/parse-options.ts";
import { failuresOf, runBenchmarks } from "./command/run-benchmarks.ts";
import { kernelTable } from "./kernels/kernel-table.ts";

try {
  const options = parseOptions(process.argv.slice(2), BENCHMARKS);
  if (options.python !== undefined) process.env.OHCS_PARITY_PYTHON = options.python;
  if (options.kernelTable === undefined) await measure(options);
  else console.log(kernelTable(JSON.parse(await readFile(options.kernelTable, "utf8"))).trimEnd());
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function measure({ benchmarks, quick }: BenchOptions): Promise<void> {
  const report = await runBenchmarks(benchmarks, { quick, say: (text) => console.error(text) });
  console.log(JSON.stringify(report, roundNumbers, 2));
  for (const failure of failuresOf(report)) {
    console.error(failure);
    process.exitCode = 1;
  }
}

const SIGNIFICANT_DIGITS = 4;

/** A replacer for `JSON.stringify`: figures have no more digits than a clock on a busy machine justifies. */
function roundNumbers(_: string, value: unknown): unknown {
  if (typeof value !== "number" || Number.isInteger(value)) return value;
  return Number(value.toPrecision(SIGNIFICANT_DIGITS));
}
