import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { nodeRunHost } from "@ohcs/records/host";
import { expect, test } from "vitest";
import { expectEqualTrees } from "./every-runner.ts";
import { contentsOf, fingerprintsOf } from "./file-tree.ts";
import { runOhcs } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";
import { userPipeline } from "./user-pipeline.ts";

const WELLS = ["A01", "A02", "A03", "A04"];

test("outputs are byte-identical for every runner and for 1, 2 and 4 workers, and the source is untouched", async () => {
  await using sample = await samplePlate({ wells: WELLS, sites: 4, z: 2, channels: 2, tile: 96, radius: [6, 8] });
  const before = await fingerprintsOf(sample.plate);
  await expectEqualTrees(sample.folder, (out) => ["run", "tiny", "-p", "preset:stitch-and-count", "-o", out]);
  expect(await fingerprintsOf(sample.plate)).toEqual(before);
}, 120_000);

test("a function named by file gives the same output as one defined in the pipeline", async () => {
  await using sample = await samplePlate();
  await writeFile(join(sample.folder, "p.ts"), userPipeline(""));
  const named = { name: "p", steps: [{ name: "work", func: { use: { module: "./p.ts", export: "work" } } }] };
  await writeFile(join(sample.folder, "named.json"), JSON.stringify(named));
  for (const pipeline of ["p.ts", "named.json"])
    expect((await runOhcs(sample.folder, ["run", "tiny", "-p", pipeline, "-o", `out-${pipeline}`])).exitCode).toBe(0);
  expect(await contentsOf(join(sample.folder, "out-named.json"))).toEqual(
    await contentsOf(join(sample.folder, "out-p.ts")),
  );
});

test("a run that finds its output held leaves the events of the run that holds it as they are", async () => {
  await using sample = await samplePlate();
  const file = join(sample.folder, "events.jsonl");
  await writeFile(file, "{}\n");
  const held = await nodeRunHost().openOutput(join(sample.folder, "tiny_openhcs"));
  const { err } = await runOhcs(sample.folder, ["run", "tiny", "-p", "preset:project", "--events", "events.jsonl"]);
  await held.release();
  expect(err).toContain("error OUTPUT_LOCKED");
  expect(await readFile(file, "utf8")).toBe("{}\n");
});

test("--events inside the plate is refused by every command that runs, and nothing is written there", async () => {
  await using sample = await samplePlate();
  const before = await fingerprintsOf(sample.plate);
  const job = ["tiny", "-p", "preset:project"];
  await runOhcs(sample.folder, ["plan", ...job, "--save", "plan.json"]);
  await runOhcs(sample.folder, ["run", ...job]);
  const commands = [
    ["run", ...job],
    ["run", "--plan", "plan.json"],
    ["resume", "tiny_openhcs"],
  ];
  await cp(sample.plate, join(sample.folder, "second"), { recursive: true });
  const ofSeveral = ["run", "second", ...job, "-o", "both"];
  for (const command of [...commands, ofSeveral]) {
    const { exitCode, err } = await runOhcs(sample.folder, [...command, "--events", "tiny/events.jsonl"]);
    expect([exitCode, err]).toEqual([1, expect.stringContaining("error EVENTS_UNWRITABLE")]);
  }
  expect(await fingerprintsOf(sample.plate)).toEqual(before);
});

test("--events - puts events on standard output and the summary beside it; with --json it is refused", async () => {
  await using sample = await samplePlate();
  const argv = ["run", "tiny", "-p", "preset:project", "--events", "-"];
  const { out, err } = await runOhcs(sample.folder, argv);
  for (const line of out.trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("seq");
  expect(err).toContain("tiny complete in");
  const refused = await runOhcs(sample.folder, [...argv, "--json"]);
  expect([refused.exitCode, JSON.parse(refused.out).error.code]).toEqual([1, "EVENTS_UNWRITABLE"]);
});
