/** `npm run bench`: runs the benchmarks and prints one JSON document on standard output, progress on standard error. */
import { BENCHMARKS } from "./benchmarks.ts";
import { parseOptions } from "./command/parse-options.ts";
import { roundNumbers } from "./command/round-numbers.ts";
import { failuresOf, runBenchmarks } from "./command/run-benchmarks.ts";

try {
  const options = parseOptions(process.argv.slice(2), BENCHMARKS);
  if (options.python !== undefined) process.env.OHCS_PARITY_PYTHON = options.python;
  const say = (text: string) => console.error(text);
  const report = await runBenchmarks(options.benchmarks, { quick: options.quick, say });
  console.log(JSON.stringify(report, roundNumbers, 2));
  for (const failure of failuresOf(report)) {
    console.error(failure);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
