import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runHere } from "./run-here.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";

const DEEP = 100_000;
const lists = `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`;

let sample: SamplePlate;
beforeAll(async () => {
  sample = await samplePlate({ wells: ["A01"], sites: 1, z: 1 });
});
afterAll(() => sample[Symbol.asyncDispose]());

/** The codes that a command line ends with. */
async function codesOf(...argv: readonly string[]): Promise<readonly string[]> {
  const { out } = await runHere(sample.folder, [...argv, "--json"]);
  const { error, diagnostics = [] } = JSON.parse(out) as {
    readonly error?: {
      readonly code: string;
      readonly details: { readonly diagnostics?: readonly { code: string }[] };
    };
    readonly diagnostics?: readonly { readonly code: string }[];
  };
  return [
    ...(error === undefined ? [] : [error.code]),
    ...(error?.details.diagnostics ?? diagnostics).map(({ code }) => code),
  ];
}

test.each([
  ["deep.json", lists],
  ["deep-steps.json", `{"name":"n","steps":${lists}}`],
  ["deep.yaml", `name: n\nsteps: ${lists}\n`],
  ["own.yaml", "name: n\nsteps: &a [*a]\n"],
  ["own-call.yaml", "name: n\nsteps:\n - &a {name: x, func: {use: gaussianBlur, with: *a}}\n"],
])("a pipeline in %s that never ends is PIPELINE_UNREADABLE", async (name, text) => {
  await writeFile(join(sample.folder, name), text);
  expect(await codesOf("plan", "tiny", "-p", name)).toEqual(["PIPELINE_UNREADABLE"]);
});

test("a saved plan of endless levels is PLAN_CORRUPT", async () => {
  await writeFile(join(sample.folder, "saved.json"), lists);
  expect(await codesOf("run", "--plan", "saved.json")).toEqual(["PLAN_CORRUPT"]);
});

test("a configuration of endless levels is CONFIG_UNREADABLE, a setting of them CONFIG_INVALID", async () => {
  const config = join(sample.folder, "ohcs.config.json");
  await writeFile(config, lists);
  expect(await codesOf("config", "show")).toContain("CONFIG_UNREADABLE");
  await writeFile(config, "{}");
  expect(await codesOf("config", "show", "--set", `zarr=${lists}`)).toContain("CONFIG_INVALID");
});

test.each([
  ["file://evil/f.js", "USER_MODULE_INVALID"],
  ["file://%zz/f.js", "USER_MODULE_INVALID"],
  ["file:///a%2fb.js", "USER_MODULE_INVALID"],
  ["file:", "USER_MODULE_NOT_FOUND"],
  ["./none\\f.js", "USER_MODULE_NOT_FOUND"],
])("a function of the module '%s' is %s", async (module, code) => {
  const steps = [{ name: "a", func: { use: { module, export: "f" } } }];
  await writeFile(join(sample.folder, "module.json"), JSON.stringify({ name: "n", steps }));
  for (const command of ["plan", "run"]) expect(await codesOf(command, "tiny", "-p", "module.json")).toEqual([code]);
});

test.each(["file://evil/plate", "none\\such"])("the plate '%s' is none", async (plate) => {
  for (const argv of [
    ["inspect", plate],
    ["plan", plate, "-p", "preset:project"],
    ["run", plate, "-p", "preset:project"],
  ])
    expect(await codesOf(...argv)).toEqual(["PLATE_NOT_FOUND"]);
  expect(await codesOf("validate", plate)).toEqual(["ZARR_NOT_FOUND"]);
  expect(await codesOf("plan", "tiny", "-p", plate)).toEqual(["PIPELINE_NOT_FOUND"]);
});

test("a folder with a backslash in its name is a plate like any other; within a plate it is PLATE_UNREADABLE", async () => {
  const odd = join(sample.folder, "odd\\plate");
  await rename(sample.plate, odd);
  expect(await codesOf("inspect", "odd\\plate")).toEqual([]);
  await rename(odd, sample.plate);
  await writeFile(join(sample.plate, "TimePoint_1\\image.tif"), "no image");
  for (const argv of [
    ["inspect", "tiny"],
    ["plan", "tiny", "-p", "preset:project"],
    ["run", "tiny", "-p", "preset:project"],
  ])
    expect(await codesOf(...argv)).toEqual(["PLATE_UNREADABLE"]);
});
