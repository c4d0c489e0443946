import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { planePath, tinyPlate } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runHere } from "./run-here.ts";
import { runOhcs } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";
import { userPipeline } from "./user-pipeline.ts";

const WELLS = ["A01", "A02", "A03", "A04"];

test("a throwing well and a truncated image are reported with step, function, file and cause, and harm no other", async () => {
  await using sample = await samplePlate({ wells: WELLS });
  const file = planePath(tinyPlate(), { well: "A03", site: 1, channel: 1, zIndex: 1, timepoint: 1 });
  await truncate(join(sample.plate, file), 600);
  const second = ', step("break", { func: fails(), wellFilter: ["A02"] })';
  await writeFile(join(sample.folder, "p.ts"), userPipeline("", second));

  const { exitCode, out } = await runHere(sample.folder, ["run", "tiny", "-p", "p.ts", "--json"]);
  expect(exitCode).toBe(3);
  const { status, wells, outputRoot } = JSON.parse(out);
  expect(status).toBe("partial");
  expect(Object.entries(wells).map(([well, result]) => [well, (result as { status: string }).status])).toEqual([
    ["A01", "success"],
    ["A02", "error"],
    ["A03", "error"],
    ["A04", "success"],
  ]);
  expect(wells.A02.error).toMatchObject({
    step: { name: "break" },
    function: "fails",
    cause: { message: "made to fail" },
  });
  expect(wells.A03.error).toMatchObject({ step: { index: 0, name: "work" }, file });
  const images = Object.keys(await contentsOf(outputRoot)).filter((path) => path.startsWith("images/"));
  expect(images.map((path) => path.slice(7, 10))).toEqual(["A01", "A04"]);

  const { out: text } = await runHere(sample.folder, ["run", "tiny", "-p", "p.ts"]);
  expect(text).toMatch(/A02 +\S+ +2 break +fails +\S+ +.*made to fail/);
  expect(text).toMatch(new RegExp(`A03 +\\S*TRUNCATED\\S* +1 work +\\S+ +${file}`));
});

test("run ends with 4 where every well fails", async () => {
  await using sample = await samplePlate();
  await writeFile(join(sample.folder, "p.ts"), userPipeline("throw new Error('no')"));
  expect((await runHere(sample.folder, ["run", "tiny", "-p", "p.ts"])).exitCode).toBe(4);
});

test.each(["inline", "threads", "processes"])("a function that prints does not corrupt --json (%s)", async (runner) => {
  await using sample = await samplePlate();
  const body = 'console.log("hello from a function"); process.stdout.write("and again\\n")';
  // The module prints when it is loaded, too.
  await writeFile(join(sample.folder, "p.ts"), `console.log("loaded");${userPipeline(body)}`);
  const { exitCode, out } = await runOhcs(sample.folder, ["run", "tiny", "-p", "p.ts", "--json", "--runner", runner]);
  expect({ exitCode, status: JSON.parse(out).status }).toEqual({ exitCode: 0, status: "complete" });
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)("%s ends a run gracefully: results are written, and the exit code says so", async (signal, exitCode) => {
  await using sample = await samplePlate({ wells: WELLS });
  await writeFile(
    join(sample.folder, "p.ts"),
    userPipeline("await new Promise((resolve) => setTimeout(resolve, 400))"),
  );
  const argv = ["run", "tiny", "-p", "p.ts", "--workers", "1", "--json"];
  const ended = await runOhcs(sample.folder, argv, (child) => {
    child.stderr?.on("data", (chunk: Buffer) => {
      if (/● A01/.test(chunk.toString())) child.kill(signal);
    });
  });
  expect(ended.exitCode).toBe(exitCode);
  const { status, wells } = JSON.parse(ended.out);
  expect(status).toBe("cancelled");
  expect([wells.A01.status, wells.A04.status]).toEqual(["success", "cancelled"]);
});

test("a second SIGINT ends the run at once", async () => {
  await using sample = await samplePlate();
  await writeFile(join(sample.folder, "p.ts"), userPipeline("for (;;);"));
  const began = performance.now();
  const ended = await runOhcs(sample.folder, ["run", "tiny", "-p", "p.ts"], (child) => {
    child.stderr?.on("data", (chunk: Buffer) => {
      const text = chunk.toString();
      if (/tiny: 2 wells|again/.test(text)) setTimeout(() => child.kill("SIGINT"), 300);
    });
  });
  expect(ended.exitCode).toBe(130);
  expect(performance.now() - began).toBeLessThan(8_000);
});

test("--events writes every event as a line of JSON, in order", async () => {
  await using sample = await samplePlate();
  const argv = ["run", "tiny", "-p", "preset:project", "--events", "events.jsonl"];
  expect((await runHere(sample.folder, argv)).exitCode).toBe(0);
  const lines = (await readFile(join(sample.folder, "events.jsonl"), "utf8")).trim().split("\n");
  const events = lines.map((line) => JSON.parse(line));
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i));
  expect([events.at(0).type, events.at(-1).type]).toEqual(["runStarted", "runFinished"]);
});
