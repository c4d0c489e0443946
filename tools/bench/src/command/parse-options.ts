import { parseArgs } from "node:util";
import type { Benchmark } from "../benchmark.ts";

/** What is to be run. */
export interface BenchOptions {
  readonly quick: boolean;
  readonly benchmarks: readonly Benchmark[];
  /** The Python with the peers; the environment says where, if not given. */
  readonly python: string | undefined;
  /** A document of `--only kernels` whose table is printed instead of any benchmark run. */
  readonly kernelTable: string | undefined;
}

/**
 * Reads `--quick`, `--only NAME` (may be repeated), `--python PATH`, `--kernel-table DOCUMENT` and `--json`, which is what
 * happens anyway.
 * @throws `Error` for an unknown option or benchmark
 */
export function parseOptions(args: readonly string[], known: readonly Benchmark[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: known.map(({ name }) => name) },
      python: { type: "string" },
      "kernel-table": { type: "string" },
      json: { type: "boolean", default: true },
    },
  });
  const names = known.map(({ name }) => `'${name}'`).join(", ");
  const stranger = values.only.find((wanted) => !known.some(({ name }) => name === wanted));
  if (stranger !== undefined) throw new Error(`Cannot run benchmark: expected one of ${names}, got '${stranger}'`);
  const benchmarks = known.filter(({ name }) => values.only.includes(name));
  return { quick: values.quick, benchmarks, python: values.python, kernelTable: values["kernel-table"] };
}
