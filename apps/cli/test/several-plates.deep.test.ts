import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runOhcs } from "./run-ohcs.ts";
import { twoPlates } from "./two-plates.ts";

/** Waits before it projects, so that there is time to interrupt it. */
const SLOW = `
import { defineFunction, definePipeline, NO_PARAMETERS, step } from "@ohcs/context";
import { maxProjection } from "@ohcs/functions";
export const wait = defineFunction({
  name: "wait", version: "1.0.0", summary: "Waits.", params: NO_PARAMETERS,
  run: async ({ image }) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { image };
  },
});
export default definePipeline({ name: "p", steps: [step("project", { func: [maxProjection(), wait()] })] });
`;

const imagesOf = async (folder: string) => (await readdir(folder)).filter((file) => /\.tiff?$/i.test(file));

test("problems of all plates are reported at once, those of one plate with its name, and nothing is run", async () => {
  await using sample = await twoPlates();
  const { folder, ohcs } = sample;
  const [image = ""] = await imagesOf(await imageFolder(join(folder, "other")));
  await rm(join(await imageFolder(join(folder, "other")), image));
  await writeFile(
    join(folder, "p.yaml"),
    "name: p\nsteps: [{ name: a, func: { use: maxProjektion } }, { name: b, func: { use: maxProjection } }]\n",
  );
  const before = await contentsOf(folder);
  const { exitCode, out } = await ohcs("run", "tiny", "other", "-p", "p.yaml", "--json");
  expect(exitCode).toBe(2);
  const reported = JSON.parse(out).error.details.diagnostics.filter(
    ({ severity }: { severity: string }) => severity === "error",
  );
  expect(reported.map(({ code, where }: { code: string; where: { plate?: string } }) => [code, where.plate])).toEqual([
    ["FUNCTION_UNKNOWN", undefined],
    ["IMAGE_MISSING", "other"],
  ]);
  const plan = await ohcs("plan", "tiny", "other", "-p", "p.yaml");
  expect(plan.exitCode).toBe(2);
  expect(plan.err).toMatch(/error IMAGE_MISSING: .*\(plate 'other'/);
  expect(await contentsOf(folder)).toEqual(before);
});

test("a plate that fails, or cannot begin, does not stop the next", async () => {
  await using sample = await twoPlates();
  const { folder, ohcs } = sample;
  const images = await imageFolder(join(folder, "tiny"));
  for (const image of await imagesOf(images)) {
    const bytes = await readFile(join(images, image));
    await writeFile(join(images, image), bytes.subarray(0, bytes.length - 40));
  }
  const failed = await ohcs("run", "tiny", "other", "-p", "p.yaml", "--json");
  expect(failed.exitCode).toBe(3);
  expect(JSON.parse(failed.out).plates.map(({ status }: { status: string }) => status)).toEqual(["failed", "complete"]);

  await writeFile(join(folder, "other_openhcs/openhcs_metadata.json"), "{");
  const refused = await ohcs("run", "other", "tiny", "-p", "p.yaml", "--json");
  expect(refused.exitCode).toBe(4);
  expect(JSON.parse(refused.out).plates).toMatchObject([
    { plateId: "other", outputRoot: join(folder, "other_openhcs"), error: { code: "METADATA_CORRUPT" } },
    { plateId: "tiny", status: "failed" },
  ]);
  const shown = await ohcs("run", "other", "tiny", "-p", "p.yaml");
  expect(shown.out).toMatch(/^other: error METADATA_CORRUPT: /);
});

test("an interruption ends the plate whose turn it is and begins no other; resuming comes to an uninterrupted run", async () => {
  await using sample = await twoPlates();
  const { folder, ohcs } = sample;
  await writeFile(join(folder, "p.ts"), SLOW);
  const run = ["run", "tiny", "other", "-p", "p.ts", "--workers", "1", "--json", "-o"];
  await ohcs(...run, "whole");
  const interrupted = await runOhcs(folder, [...run, "out"], async (child) => {
    const first = join(folder, "out/tiny_openhcs/.ohcs/wells/A01.json");
    await expect.poll(() => readFile(first, "utf8").catch(() => null), { timeout: 30_000 }).not.toBeNull();
    child.kill("SIGINT");
  });
  expect(interrupted.exitCode).toBe(130);
  const { plates } = JSON.parse(interrupted.out);
  expect(plates).toMatchObject([
    { plateId: "tiny", wells: { A01: { status: "success" }, B02: { status: "cancelled" } } },
    { plateId: "other", outputRoot: join(folder, "out/other_openhcs"), error: { code: "PLATE_NOT_BEGUN" } },
  ]);
  expect(await readdir(join(folder, "out"))).toEqual(["tiny_openhcs"]);

  const resumed = await ohcs(...run, "out", "--resume");
  expect(resumed.exitCode).toBe(0);
  const [first] = JSON.parse(resumed.out).plates;
  expect(first).toMatchObject({ wells: { A01: { status: "skipped" }, B02: { status: "success" } } });
  const made = async (name: string) =>
    Object.entries(await contentsOf(join(folder, name))).filter(([path]) => !path.includes("/.ohcs/"));
  expect(await made("out")).toEqual(await made("whole"));
});

/** Projects when there is a file `go`, so that a run lasts as long as it should. */
const WAITING = `
import { existsSync } from "node:fs";
import { defineFunction, definePipeline, NO_PARAMETERS, step } from "@ohcs/context";
import { maxProjection } from "@ohcs/functions";
export const wait = defineFunction({
  name: "wait", version: "1.0.0", summary: "Waits.", params: NO_PARAMETERS,
  run: async ({ image }) => {
    while (existsSync("p.ts") && !existsSync("go")) await new Promise((resolve) => setTimeout(resolve, 20));
    return { image };
  },
});
export default definePipeline({ name: "p", steps: [step("project", { func: [maxProjection(), wait()] })] });
`;

test("while several plates run, no other command takes their outputs, or their events", async () => {
  await using sample = await twoPlates();
  const { folder, ohcs } = sample;
  await writeFile(join(folder, "p.ts"), WAITING);
  const run = ["run", "tiny", "other", "-p", "p.ts", "--json", "--events", "events.jsonl"];
  const first = await runOhcs(folder, [...run, "-o", "out"], async () => {
    const events = () => readFile(join(folder, "events.jsonl"), "utf8").catch(() => "");
    await expect.poll(events, { timeout: 30_000 }).toContain("runStarted");
    const refused = async (...argv: readonly string[]) => {
      const { exitCode, out } = await ohcs(...argv);
      return [exitCode, JSON.parse(out).error.code];
    };
    // `other` has its turn later, and is locked all the same.
    expect(await refused("run", "other", "tiny", "-p", "p.ts", "--json", "-o", "out")).toEqual([1, "OUTPUT_LOCKED"]);
    expect(await refused(...run, "-o", "elsewhere")).toEqual([1, "OUTPUT_LOCKED"]);
    const alone = ["run", "other", "-p", "p.ts", "--json", "-o", "alone", "--events", "events.jsonl"];
    expect(await refused(...alone)).toEqual([1, "OUTPUT_LOCKED"]);
    await writeFile(join(folder, "go"), "");
  });
  expect(first.exitCode).toBe(0);
  const events = (await readFile(join(folder, "events.jsonl"), "utf8")).trim().split("\n");
  const turns = events.map((line) => JSON.parse(line)).filter(({ type }) => /^run(Started|Finished)$/.test(type));
  expect(turns.map(({ type }) => type)).toEqual(["runStarted", "runFinished", "runStarted", "runFinished"]);
  expect(new Set(turns.map(({ runId }) => runId)).size).toBe(2);
  const left = await readdir(folder);
  expect(left.filter((name) => name.startsWith(".") || ["elsewhere", "alone"].includes(name))).toEqual([]);
  expect(await readdir(join(folder, "out"))).toEqual(["other_openhcs", "tiny_openhcs"]);
});

test("each plate is run as its section of the configuration says", async () => {
  await using sample = await twoPlates();
  const { folder } = sample;
  await writeFile(join(folder, "ohcs.config.yaml"), "plates: { other: { useThreading: false, resume: true } }\n");
  const argv = ["run", "tiny", "other", "-p", "p.yaml", "--json"];
  const run = async () => JSON.parse((await runOhcs(folder, argv)).out).plates;
  await run();
  expect(await run()).toMatchObject([
    { environment: { runner: "threads" }, wells: { A01: { status: "success" } } },
    { environment: { runner: "processes" }, wells: { A01: { status: "skipped" } } },
  ]);
});

test("plates that would share an output, and options of one plate, are refused", async () => {
  await using sample = await twoPlates();
  const { ohcs } = sample;
  const twice = await ohcs("run", "tiny", "tiny", "-p", "p.yaml", "--json");
  expect(twice.exitCode).toBe(2);
  expect(JSON.parse(twice.out).error.details.diagnostics).toMatchObject([
    { code: "PATH_COLLISION", where: { plate: "tiny" } },
  ]);
  const saved = await ohcs("plan", "tiny", "other", "-p", "p.yaml", "--save", "plan.json", "--json");
  expect([saved.exitCode, JSON.parse(saved.out).error]).toMatchObject([
    1,
    { code: "PLAN_OF_SEVERAL", remedy: expect.stringContaining("'ohcs plan tiny -p p.yaml --save FILE'") },
  ]);
  const planned = await ohcs("run", "tiny", "other", "--plan", "plan.json", "--json");
  expect([planned.exitCode, JSON.parse(planned.out).error.code]).toEqual([1, "USAGE_INVALID"]);
  const plans = await ohcs("plan", "tiny", "other", "-p", "p.yaml", "--json");
  expect(JSON.parse(plans.out).plans.map(({ plateId }: { plateId: string }) => plateId)).toEqual(["tiny", "other"]);
});

/** Where the planes of a plate lie. */
async function imageFolder(plate: string): Promise<string> {
  const [time = ""] = (await readdir(plate)).filter((name) => /timepoint/i.test(name));
  const inner = join(plate, time);
  const [zstep] = (await readdir(inner)).filter((name) => /zstep/i.test(name));
  return zstep === undefined ? inner : join(inner, zstep);
}
