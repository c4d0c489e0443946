import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { JOB, plannedPlate } from "./planned-plate.ts";
import { runOhcs } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";

test("a saved plan runs on a copy of the plate beside which its output goes, and can be resumed there", async () => {
  await using sample = await plannedPlate();
  await using elsewhere = await samplePlate({ wells: ["H12"] });
  await runOhcs(sample.folder, ["plan", ...JOB, "--save", join(elsewhere.folder, "plan.json")]);
  await cp(sample.plate, join(elsewhere.folder, "copy"), { recursive: true, preserveTimestamps: true });
  const run = ["run", "copy", "--plan", "plan.json", "--json"];
  expect((await runOhcs(elsewhere.folder, run)).exitCode).toBe(0);
  const { exitCode, out } = await runOhcs(elsewhere.folder, [...run, "--resume"]);
  expect(exitCode).toBe(0);
  const { wells, outputRoot } = JSON.parse(out);
  expect(outputRoot).toBe(join(elsewhere.folder, "tiny_openhcs"));
  expect(Object.values(wells).map((well) => (well as { status: string }).status)).toEqual(["skipped", "skipped"]);
});

async function codeOf(folder: string, ...argv: readonly string[]): Promise<string> {
  const { exitCode, out } = await runOhcs(folder, [...argv, "--json"]);
  expect(exitCode).toBe(1);
  return JSON.parse(out).error.code;
}

test.each([
  ["PLAN_UNWRITABLE", ["plan", ...JOB, "--save", "no/such/folder/plan.json"]],
  ["PLAN_UNWRITABLE", ["plan", ...JOB, "--save", "tiny/plan.json"]],
  ["PLAN_UNWRITABLE", ["plan", ...JOB, "--save", "tiny/..plan.json"]],
  ["PLAN_NOT_FOUND", ["run", "--plan", "plan.json"]],
])("plans that cannot be saved or found are errors with a code (%#: %s)", async (code, argv) => {
  await using sample = await plannedPlate();
  expect(await codeOf(sample.folder, ...argv)).toBe(code);
});

test("plans that cannot be read, or run here, are errors with a code", async () => {
  await using sample = await plannedPlate();
  const { folder } = sample;
  await runOhcs(folder, ["plan", ...JOB, "--save", "plan.json"]);
  const text = await readFile(join(folder, "plan.json"), "utf8");
  const variants = {
    PLAN_CORRUPT: text.replace("value + 7", "value + 8"),
    PLAN_VERSION_UNKNOWN: text.replace('"version":1', '"version":99'),
  };
  for (const [code, changed] of Object.entries(variants)) {
    expect(changed).not.toBe(text);
    await writeFile(join(folder, "changed.json"), changed);
    expect(await codeOf(folder, "run", "--plan", "changed.json")).toBe(code);
  }
  expect(await codeOf(folder, "run", "--plan", "plan.json", "-o", "tiny/out")).toBe("PLAN_PLACE_INVALID");
  await using other = await samplePlate();
  expect(await codeOf(folder, "run", other.plate, "--plan", "plan.json")).toBe("SOURCE_CHANGED");
});

test("a configuration file in TypeScript, the environment and flags reach the plan; mistakes of both are reported at once", async () => {
  await using sample = await plannedPlate();
  const { folder } = sample;
  const { out } = await runOhcs(folder, ["plan", ...JOB]);
  expect(out).toMatch(/planes\/\*\.tif/);
  expect((await runOhcs(folder, ["plan", ...JOB, "--set", "subDir=mine"])).out).toMatch(/mine\/\*\.tif/);
  await writeFile(join(folder, "ohcs.config.ts"), "export default { retry: 2 };\n");
  await writeFile(join(folder, "p.yaml"), "name: n\nsteps: [{ name: a, func: { use: gausianBlur } }]\n");
  const { exitCode, err } = await runOhcs(folder, ["plan", "tiny", "-p", "p.yaml"]);
  expect(exitCode).toBe(2);
  expect(err).toContain("error CONFIG_INVALID: ");
  expect(err).toContain("ohcs.config.ts");
  expect(err).toContain("error FUNCTION_UNKNOWN: ");
});

test("how a run goes about its work may be said beside a plan, and changes no byte; what is unknown is reported", async () => {
  await using sample = await plannedPlate();
  const { folder } = sample;
  await runOhcs(folder, ["plan", ...JOB, "--save", "plan.json"]);
  const run = (output: string, ...argv: readonly string[]) =>
    runOhcs(folder, ["run", "--plan", "plan.json", "-o", output, "--json", ...argv]);
  expect((await run("plain")).exitCode).toBe(0);
  const fields = ["numWorkers=1", "useThreading=false", "overlap=false", "spread=false", "reuseBuffers=false"];
  const limits = ["adaptWidth=false", "memoryBudgetBytes=1e9", "timeoutS=60"];
  const set = [...fields, ...limits].flatMap((one) => ["--set", one]);
  const { exitCode, out } = await run("settings", ...set, "--retries", "2");
  expect(exitCode).toBe(0);
  expect(JSON.parse(out).environment).toMatchObject({ runner: "processes", workers: 1 });
  const record = JSON.parse(await readFile(join(folder, "settings/.ohcs/run.json"), "utf8"));
  const tuning = { overlap: false, reuseBuffers: false, spread: false };
  expect(record.settings).toMatchObject({ memoryBudgetBytes: 1e9, adaptWidth: false, tuning });
  const [{ contexts }] = JSON.parse(await readFile(join(folder, "settings/.ohcs/plan.json"), "utf8")).phases;
  expect(contexts[0].config).toMatchObject({ retries: 2, timeoutS: 60 });
  expect(await contentsOf(join(folder, "settings"))).toEqual(await contentsOf(join(folder, "plain")));
  const unknown = await run("settings", "--set", "numWorker=1");
  expect(unknown.exitCode).toBe(2);
  expect(JSON.parse(unknown.out).error.details.diagnostics).toMatchObject([{ code: "CONFIG_INVALID" }]);
});
