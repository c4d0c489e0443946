import { expect, test } from "vitest";
import type { Benchmark } from "../benchmark.ts";
import { failuresOf, runBenchmarks } from "./run-benchmarks.ts";

const benchmarkOf = (name: string, run: () => Promise<object>): Benchmark => ({ name, summary: `${name}?`, run });

test("a benchmark that fails does not affect the others, and is named", async () => {
  const failing = benchmarkOf("failing", () => Promise.reject(new Error("no disk")));
  const said: string[] = [];
  const setting = { quick: true, say: (text: string) => void said.push(text) };
  const report = await runBenchmarks([failing, benchmarkOf("other", async () => ({ ratio: 2 }))], setting);
  expect(report.benchmarks).toMatchObject({ failing: { error: "no disk" }, other: { summary: "other?", ratio: 2 } });
  expect(said).toEqual(["failing: failing?", "other: other?"]);
  expect(failuresOf(report)).toEqual(["Cannot run benchmark 'failing': no disk"]);
});
