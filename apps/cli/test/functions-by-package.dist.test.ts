import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectEqualTrees } from "./every-runner.ts";
import { runHere } from "./run-here.ts";
import { runOhcs, statuses } from "./run-ohcs.ts";
import { succeed } from "./zarr-plates.ts";

const FUNCTIONS = `
import { defineFunction, NO_PARAMETERS } from "@ohcs/context";
export const invert = defineFunction({
  name: "invert", version: "2.0.0", summary: "Dark becomes bright", params: NO_PARAMETERS,
  run: ({ image }) => ({ image: { ...image, data: image.data.map((value) => 65_535 - value) } }),
});
`;
const pipelineOf = (...uses: readonly unknown[]) =>
  JSON.stringify({ name: "p", steps: [{ name: "a", func: uses.map((use) => ({ use })) }] });

let folder = "";
const installed = () => join(folder, "node_modules/acme-functions");
const install = (code: string, version: string) =>
  Promise.all([
    writeFile(join(installed(), "package.json"), JSON.stringify({ name: "acme-functions", version, type: "module" })),
    writeFile(join(installed(), "index.js"), code),
  ]);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-functions-"));
  await mkdir(installed(), { recursive: true });
  // Nothing of ours is installed beside it.
  const code = FUNCTIONS.replace('"@ohcs/context"', JSON.stringify(import.meta.resolve("@ohcs/context")));
  await install(code, "3.1.0");
  await writeFile(
    join(folder, "p.json"),
    pipelineOf("acme-functions#invert", { module: "acme-functions" }, "./mine.ts#invert"),
  );
  await writeFile(join(folder, "mine.ts"), FUNCTIONS);
  await succeed(folder, ["synth", "plate", "--wells", "4", "--grid", "1x1", "--tile", "96x96", "--seed", "3"]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fingerprintOf = async (pipeline: string) =>
  JSON.parse((await succeed(folder, ["plan", "plate", "-p", pipeline, "--json"])).out).plan.fingerprint;

test("functions of a package are called by 'package#export', or by the package alone, in every runner, and are in plan and record", async () => {
  await expectEqualTrees(folder, (out) => ["run", "plate", "-p", "p.json", "-o", out]);
  const plan = await readFile(join(folder, "out-threads-2/.ohcs/plan.json"), "utf8");
  expect(plan).toMatch(/"module":"acme-functions","origin":\{"packageVersion":"3\.1\.0","sha256":"\w{64}"\}/);
  const record = JSON.parse(await readFile(join(folder, "out-threads-2/.ohcs/run.json"), "utf8"));
  expect(record.modules["acme-functions"]).toContain("acme-functions/index.js");
});

test("another content of a package is another fingerprint; a run or plan made with the one goes on with no other", async () => {
  await succeed(folder, ["run", "plate", "-p", "p.json", "-o", "once"]);
  await succeed(folder, ["plan", "plate", "-p", "p.json", "--save", "plan.json"]);
  const before = await fingerprintOf("p.json");
  const code = await readFile(join(installed(), "index.js"), "utf8");
  await install(code.replace("65_535 -", "65_534 -"), "3.1.1");
  expect(await fingerprintOf("p.json")).not.toBe(before);
  for (const argv of [
    ["resume", "once"],
    ["run", "--plan", "plan.json", "-o", "planned"],
  ]) {
    const { exitCode, err } = await runOhcs(folder, argv);
    expect(exitCode).toBe(1);
    expect(err).toContain("USER_MODULE_CHANGED");
    expect(err).toContain("version '3.1.0'");
  }
  await install(code, "3.1.0");
  expect(statuses((await runOhcs(folder, ["resume", "once", "--json"])).out)).toEqual(Array(4).fill("skipped"));
  expect((await runOhcs(folder, ["run", "--plan", "plan.json", "-o", "planned"])).exitCode).toBe(0);
});

test.each([
  ["acme-function#invert", "USER_MODULE_NOT_FOUND", "a package that is installed here"],
  ["acme-functions#inverse", "USER_EXPORT_MISSING", "Did you mean 'invert'?"],
])("a function named %s is refused with a code before anything is written", async (use, code, says) => {
  await writeFile(join(folder, "bad.json"), pipelineOf(use));
  const { exitCode, err } = await runHere(folder, ["run", "plate", "-p", "bad.json", "-o", "never"]);
  expect(exitCode).toBe(1);
  expect(err).toContain(`error ${code}: `);
  expect(err).toContain(says);
  await expect(readFile(join(folder, "never/.ohcs/run.json"))).rejects.toThrow("ENOENT");
});
