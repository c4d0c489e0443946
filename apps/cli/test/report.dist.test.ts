import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ReportData } from "@ohcs/report";
import { afterAll, expect, test } from "vitest";
import { reportedRun } from "./reported-run.ts";
import { runOhcs } from "./run-ohcs.ts";

function dataOf(page: string): ReportData {
  const [, json = ""] = /<script type="application\/json" id="data">(.*)<\/script>\n/.exec(page) ?? [];
  return JSON.parse(json) as ReportData;
}

const sample = await reportedRun();
afterAll(() => sample[Symbol.asyncDispose]());

test("a report shows what became of each well, its pictures with outlines, tables and provenance", async () => {
  const { exitCode, out } = await runOhcs(sample.folder, ["report", "out", "--json"]);
  expect(exitCode).toBe(0);
  const { reports } = JSON.parse(out) as { readonly reports: readonly string[] };
  expect(reports).toEqual([join(sample.folder, "out", "report.html")]);
  const data = dataOf(await readFile(reports[0] ?? "", "utf8"));
  expect(data.plate).toMatchObject({ id: "tiny", pipeline: "measure", status: "partial" });
  const byWell = Object.fromEntries(data.wells.map((one) => [one.well, one]));
  expect(byWell[sample.broken]).toMatchObject({
    state: "error",
    outlines: null,
    error: { code: "IMAGE_TRUNCATED", remedy: expect.stringMatching(/./) },
  });
  const whole = data.wells.filter(({ state }) => state === "success");
  expect(whole.length).toBeGreaterThan(0);
  for (const { pictures, outlines, worker, beganMs } of whole) {
    expect(Object.keys(pictures)).toEqual(data.channels.map(({ id }) => id));
    expect(Object.values(pictures).every((url) => url.startsWith("data:image/webp;base64,"))).toBe(true);
    expect(outlines).toMatch(/^data:image\/png;base64,/);
    expect([typeof worker, typeof beganMs]).toEqual(["string", "number"]);
  }
  expect(data.tables[0]?.name).toBe("wells");
  expect(data.tables[0]?.rows).toHaveLength(data.wells.length);
  expect(data.steps.map(({ step }) => step)).toEqual(
    expect.arrayContaining(["project", "segment", "measure", "wells"]),
  );
  expect(data.provenance).toMatchObject({ node: process.version, plan: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test("equal runs have equal reports, and a report of a source plate that is gone has no pictures", async () => {
  const report = async (...argv: readonly string[]) => {
    await runOhcs(sample.folder, ["report", "out", ...argv]);
    return readFile(join(sample.folder, "out", "report.html"), "utf8");
  };
  const first = await report();
  expect(await report()).toBe(first);
  const gone = dataOf(await report("--source", "nowhere"));
  expect(gone.wells.flatMap(({ pictures }) => Object.keys(pictures))).toEqual([]);
  expect(gone.tables).toEqual(dataOf(first).tables);
});

test("a folder without a run has no report, and says so", async () => {
  const { exitCode, err } = await runOhcs(sample.folder, ["report", "tiny"]);
  expect(exitCode).toBe(1);
  expect(err).toContain("RUN_NOT_FOUND");
});
