import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlatesData, ReportData } from "@ohcs/report";
import { afterAll, describe, expect, test } from "vitest";
import { reportedRun } from "./reported-run.ts";
import { runHere } from "./run-here.ts";

function dataOf<Data = Omit<ReportData, "images">>(page: string): Data {
  const [, json = ""] = /<script type="application\/json" id="data">(.*)<\/script>\n/.exec(page) ?? [];
  return JSON.parse(json) as Data;
}

const imagesOf = (page: string) =>
  [...page.matchAll(/<script type="text\/plain" id="sheet-\d+">(.*?)<\/script>/g)].map(([, one = ""]) => one);

const sample = await reportedRun();
afterAll(() => sample[Symbol.asyncDispose]());

test("a report shows what became of each well, its pictures with outlines, tables and provenance", async () => {
  const { exitCode, out } = await runHere(sample.folder, ["report", "out", "--json"]);
  expect(exitCode).toBe(0);
  const { reports } = JSON.parse(out) as { readonly reports: readonly string[] };
  expect(reports).toEqual([join(sample.folder, "out", "report.html")]);
  const page = await readFile(reports[0] ?? "", "utf8");
  const data = dataOf(page);
  expect(data.plate).toMatchObject({ id: "tiny", pipeline: "measure", status: "partial" });
  const byWell = Object.fromEntries(data.wells.map((one) => [one.well, one]));
  expect(byWell[sample.broken]).toMatchObject({
    state: "error",
    error: { code: "IMAGE_TRUNCATED", remedy: expect.stringMatching(/./) },
  });
  const whole = data.wells.filter(({ state }) => state === "success");
  expect(whole.length).toBeGreaterThan(0);
  const indexes = whole.map((one) => data.wells.indexOf(one));
  for (const { worker, beganMs, peakBytes } of whole)
    expect([typeof worker, typeof beganMs, typeof peakBytes]).toEqual(["string", "number", "number"]);
  const images = imagesOf(page);
  for (const channel of [...data.channels.map(({ id }) => id), null]) {
    const at = data.sheets.findIndex((one) => one.view === 0 && one.channel === channel);
    expect(images[at]).toMatch(channel === null ? /^data:image\/png;base64,/ : /^data:image\/jpeg;base64,/);
    expect(data.sheets[at]?.wells).toEqual(expect.arrayContaining(indexes));
  }
  expect(data.views[0]?.outlines).toEqual({ name: "nuclei", channel: "1" });
  expect(data.unread).toMatchObject([{ code: "IMAGE_TRUNCATED", wells: [sample.broken] }]);
  expect(data.exclusions).toContainEqual({ phase: "wells", well: sample.broken, reason: "IMAGE_TRUNCATED" });
  expect(Object.keys(data.objects?.wells ?? {})).toEqual(whole.map(({ well }) => well));
  expect(data.tables[0]?.name).toBe("wells");
  expect(data.tables[0]?.rows).toHaveLength(data.wells.length);
  expect(data.steps.map(({ step }) => step)).toEqual(
    expect.arrayContaining(["project", "segment", "measure", "wells"]),
  );
  expect(data.provenance).toMatchObject({ node: process.version, plan: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test("a report cites what functions declare, and has the digest that verify proves", async () => {
  const data = dataOf(await readFile(join(sample.folder, "out", "report.html"), "utf8"));
  const { out } = await runHere(sample.folder, ["verify", "out", "--json"]);
  const { receipts } = JSON.parse(out) as { readonly receipts: readonly { readonly digest: string }[] };
  expect(receipts.map(({ digest }) => digest)).toEqual([data.receipt]);
  expect(data.methods).toContain(`sha256:${data.receipt}`);
  expect(data.methods).toMatch(/Step "segment": segmentNuclei [\d.]+ \(Li and Tam 1998/);
});

test("a report of the same run has the same bytes, and a report of a source plate that is gone has no pictures", async () => {
  const report = async (...argv: readonly string[]) => {
    await runHere(sample.folder, ["report", "out", ...argv]);
    return readFile(join(sample.folder, "out", "report.html"), "utf8");
  };
  const first = await report();
  expect(await report()).toBe(first);
  const gone = dataOf(await report("--source", "nowhere"));
  expect(gone.sheets).toEqual([]);
  expect(gone.unread.map(({ channel, code }) => [channel, code])).toEqual(
    gone.channels.map(({ id }) => [id, expect.stringMatching(/^[A-Z_]+$/)]),
  );
  expect(gone.tables.find(({ name }) => name === "wells")).toEqual(dataOf(first).tables[0]);
});

test("a folder without a run has no report, and says so", async () => {
  const { exitCode, err } = await runHere(sample.folder, ["report", "tiny"]);
  expect(exitCode).toBe(1);
  expect(err).toContain("RUN_NOT_FOUND");
});

/** A report without what of a run is its own: times, workers, folders. */
function lasting({ plate, wells, steps, provenance, ...data }: Omit<ReportData, "images">) {
  const { run: _, ...known } = provenance;
  return {
    ...data,
    plate: { ...plate, startedAt: "", durationMs: 0, output: "" },
    wells: wells.map((well) => ({ ...well, durationMs: 0, beganMs: 0, worker: "" })),
    steps: steps.map((step) => ({ ...step, durationMs: 0 })),
    provenance: known,
  };
}

describe("a run writes its report at its end", () => {
  const argv = ["run", "tiny", "-p", "preset:measure", "--channel", "nuclei=1,reporter=2", "--json"];
  const run = (output: string, env: Readonly<Record<string, string>>, ...more: readonly string[]) =>
    runHere(sample.folder, [...argv, "-o", output, ...more], env);

  test("and names it; equal runs have equal reports but for times, workers and folders", async () => {
    const { exitCode, out } = await run("reported", { OHCS_REPORT: "true" });
    expect(exitCode).toBe(3);
    const { report } = JSON.parse(out) as { readonly report: string };
    expect(report).toBe(join(sample.folder, "reported", "report.html"));
    await runHere(sample.folder, ["report", "out"]);
    const [own, before] = [report, join(sample.folder, "out", "report.html")].map((path) => readFile(path, "utf8"));
    expect(lasting(dataOf((await own) ?? ""))).toEqual(lasting(dataOf((await before) ?? "")));
    expect(imagesOf((await own) ?? "")).toEqual(imagesOf((await before) ?? ""));
  });

  test("unless that is switched off", async () => {
    const { exitCode } = await run("unreported", { OHCS_REPORT: "true" }, "--no-report");
    expect(exitCode).toBe(3);
    expect(await readdir(join(sample.folder, "unreported"))).not.toContain("report.html");
  });

  test("and is not failed by a report that cannot be written", async () => {
    await mkdir(join(sample.folder, "taken", "report.html", "in-the-way"), { recursive: true });
    const { exitCode, out, err } = await run("taken", { OHCS_REPORT: "true" });
    expect(exitCode).toBe(3);
    expect(err).toContain("Cannot write the report of");
    expect(JSON.parse(out)).not.toHaveProperty("report");
  });
});

test("several plates have reports of their own, and a page over them that leads to each", async () => {
  const { exitCode, out } = await runHere(sample.folder, ["report", "out", "reported", "--json"]);
  expect(exitCode).toBe(0);
  const { reports } = JSON.parse(out) as { readonly reports: readonly string[] };
  const at = (...path: readonly string[]) => join(sample.folder, ...path);
  expect(reports).toEqual([at("plates.html"), at("out", "report.html"), at("reported", "report.html")]);
  const { plates } = dataOf<PlatesData>(await readFile(at("plates.html"), "utf8"));
  expect(plates.map(({ href, succeeded, wells }) => [href, succeeded, wells])).toEqual([
    ["out/report.html", 1, 2],
    ["reported/report.html", 1, 2],
  ]);
  const { tables } = dataOf(await readFile(at("out", "report.html"), "utf8"));
  const counted = tables[0]?.columns.indexOf("Count_Nuclei") ?? -1;
  const counts = tables[0]?.rows.flatMap((row) => (typeof row[counted] === "number" ? [row[counted]] : [])) ?? [];
  expect(plates[0]?.features.Count_Nuclei?.sample).toMatchObject({ wells: counts.length, median: counts[0] });
  expect(plates[0]?.receipt).toBe(plates[1]?.receipt);
});

test("one source cannot be that of several plates", async () => {
  const { exitCode, err } = await runHere(sample.folder, ["report", "out", "reported", "--source", "tiny"]);
  expect([exitCode, err]).toEqual([1, expect.stringContaining("USAGE_INVALID")]);
});
