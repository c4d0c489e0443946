import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeTiff } from "@ohcs/testkit";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectEqualTrees } from "./every-runner.ts";
import { contentsOf, fingerprintsOf } from "./file-tree.ts";
import { runHere } from "./run-here.ts";
import { runOhcs } from "./run-ohcs.ts";
import { succeed } from "./zarr-plates.ts";

const example = fileURLToPath(new URL("../../../examples/handler-scout", import.meta.url));
const WELLS = ["A-01", "A-02", "B-01", "B-02", "H-11", "H-12"];
const SIDE = 32;

/** A handler in a file of its own, which says of itself when it is loaded. */
const HANDLER = `
import { parsePattern, formatHandler, patternFormat } from "@ohcs/microscopes";
process.stderr.write("handler loaded\\n");
const names = patternFormat(parsePattern("^(?<row>[A-P])-(?<col>\\\\d\\\\d)/field(?<site>\\\\d+)_(?<ch>[A-Z]+)_(?<t>\\\\d+)"));
export const mine = formatHandler({ ...names, name: "mine", version: "3.0.0", summary: "A test" });
export const other = 1;
`;
const BROKEN = `
import { defineHandler } from "@ohcs/context";
const broken = (name, open) => defineHandler({ name, version: "1.0.0", summary: "A test", create: () => ({ recognizes: async () => 1, open }) });
export const throws = broken("throws", async () => { throw new TypeError("no such thing"); });
export const lies = broken("lies", async ({ root }) => ({ specVersion: 1, root, handler: "lies", plateId: "p", images: [{ path: "../x.tif" }] }));
`;
const PIPELINE = (ms: number) => `
import { defineFunction, definePipeline, NO_PARAMETERS, step } from "@ohcs/context";
export const same = defineFunction({
  name: "same", version: "1.0.0", summary: "Changes nothing", params: NO_PARAMETERS,
  run: async ({ image }) => { await new Promise((resolve) => setTimeout(resolve, ${ms})); return { image }; },
});
export default definePipeline({ name: "p", steps: [step("copy", { func: same() })] });
`;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-handlers-"));
  for (const [i, well] of WELLS.entries()) {
    await mkdir(join(folder, "plate", well), { recursive: true });
    for (const name of ["field01_DAPI", "field01_GFP", "field02_DAPI", "field02_GFP"]) {
      const pixels = Uint16Array.from(
        { length: SIDE * SIDE },
        (_, at) => 100 * i + at + name.length * name.charCodeAt(6),
      );
      const tiff = encodeTiff({ width: SIDE, height: SIDE, pixels, description: "", software: "" });
      await writeFile(join(folder, "plate", well, `${name}_0001.tif`), tiff);
    }
  }
  await writeFile(join(folder, "plate/scan.json"), '{ "pixelSizeMm": 0.00065 }');
  await writeFile(join(folder, "mine.ts"), HANDLER);
  await writeFile(join(folder, "broken.ts"), BROKEN);
  await writeFile(join(folder, "p.ts"), PIPELINE(0));
  await writeFile(join(folder, "slow.ts"), PIPELINE(300));
  await mkdir(join(folder, "node_modules/@acme"), { recursive: true });
  await symlink(example, join(folder, "node_modules/@acme/scout"), "junction");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const jsonOf = async (directory: string, ...argv: readonly string[]) => {
  const { exitCode, out } = await runHere(directory, [...argv, "--json"]);
  expect([exitCode, exitCode === 0 ? "" : out]).toEqual([0, ""]);
  return JSON.parse(out);
};

test("landmine 48: the handler of a third party is used by 'ohcs run' by name, in every runner, and enters plan and record", async () => {
  const before = await fingerprintsOf(join(folder, "plate"));
  const run = ["run", "plate", "-p", "p.ts", "--handler", "@acme/scout#scout"];
  await expectEqualTrees(folder, (out) => [...run, "-o", out]);
  expect(await fingerprintsOf(join(folder, "plate"))).toEqual(before);
  const source = {
    module: "@acme/scout",
    export: "scout",
    version: "1.0.0",
    sha256: expect.stringMatching(/^\w{64}$/),
  };
  const plan = JSON.parse(await readFile(join(folder, "out-threads-2/.ohcs/plan.json"), "utf8"));
  expect(JSON.stringify(plan)).toContain('"module":"@acme/scout"');
  expect(await jsonOf(folder, "inspect", "plate", "--handler", "@acme/scout")).toMatchObject({
    handler: "scout",
    handlerSource: source,
    calibration: { pixelSizeUm: 0.65 },
  });
  const output = JSON.parse(await readFile(join(folder, "out-threads-2/openhcs_metadata.json"), "utf8"));
  expect(output.subdirectories.images.microscope_handler_name).toBe("scout");
});

test("a run by a handler of a file, killed, is resumed without the handler to the tree of an uninterrupted one", async () => {
  const run = ["run", "plate", "-p", "slow.ts", "--handler", "./mine.ts", "--workers", "1", "-o"];
  await succeed(folder, [...run, "whole"]);
  await runOhcs(folder, [...run, "killed"], async (child) => {
    const record = () => readFile(join(folder, "killed/.ohcs/wells/A01.json"), "utf8").catch(() => null);
    await expect.poll(record, { timeout: 30_000 }).not.toBeNull();
    child.kill("SIGKILL");
  });
  await succeed(folder, ["plan", "plate", "-p", "p.ts", "--handler", "./mine.ts#mine", "--save", "plan.json"]);
  await rm(join(folder, "mine.ts"));
  const resumed = await runOhcs(folder, ["resume", "killed"]);
  expect(await contentsOf(join(folder, "killed"))).toEqual(await contentsOf(join(folder, "whole")));
  const planned = await runOhcs(folder, ["run", "--plan", "plan.json", "-o", "planned"]);
  expect([resumed.exitCode, planned.exitCode]).toEqual([0, 0]);
  expect(`${resumed.err}${planned.err}`).not.toContain("handler loaded");
  await writeFile(join(folder, "mine.ts"), HANDLER);
});

test("another handler, version or content of a handler is another fingerprint, and the same is the same", async () => {
  const printOf = async (handler: string) => {
    return (await jsonOf(folder, "plan", "plate", "-p", "p.ts", "--handler", handler)).plan.fingerprint;
  };
  await writeFile(join(folder, "newer.ts"), HANDLER.replace("3.0.0", "3.0.1"));
  await writeFile(join(folder, "edited.ts"), HANDLER.replace("handler loaded", "handler edited"));
  const prints: string[] = [];
  for (const handler of ["mine.ts", "./mine.ts#mine", "newer.ts", "edited.ts", "@acme/scout"])
    prints.push(await printOf(handler));
  expect(prints[1]).toBe(prints[0]);
  expect(new Set(prints).size).toBe(4);
});

test("a configuration names handlers relative to its file, with options, for single plates; the command line wins", async () => {
  const below = join(folder, "configured");
  await mkdir(below);
  await symlink(join(folder, "plate"), join(below, "plate"), "junction");
  await symlink(join(folder, "plate"), join(below, "other"), "junction");
  await writeFile(join(below, "own.ts"), HANDLER);
  const pattern = "^(?<row>[A-P])-(?<col>\\\\d\\\\d)/field(?<site>\\\\d+)_(?<ch>[A-Z]+)_";
  const config = `{ "handler": "./own.ts", "plates": { "other": { "handler": { "use": "pattern", "with": { "pattern": "${pattern}" } } } } }`;
  await writeFile(join(below, "ohcs.config.json"), config);
  const handlerOf = async (...argv: readonly string[]) => (await jsonOf(below, "inspect", ...argv)).handler;
  expect(await handlerOf("plate")).toBe("mine");
  expect(await handlerOf("other")).toBe("pattern");
  expect(await handlerOf("plate", "--handler", `${join(folder, "node_modules/@acme/scout/src/index.ts")}#scout`)).toBe(
    "scout",
  );
  expect((await jsonOf(below, "plan", "plate", "-p", "../p.ts")).plan).not.toBeNull();
});

const BAD_INPUT: readonly (readonly [what: string, argv: readonly string[], code: string, says: string])[] = [
  ["a file that is not there", ["--handler", "./mime.ts"], "USER_MODULE_NOT_FOUND", "mine.ts'"],
  ["a name that is none", ["--handler", "imageXpres"], "USER_MODULE_NOT_FOUND", "Did you mean 'imageXpress'?"],
  ["an export that is not there", ["--handler", "./mine.ts#mime"], "USER_EXPORT_MISSING", "Did you mean 'mine'?"],
  ["an export that is no handler", ["--handler", "./mine.ts#other"], "USER_EXPORT_MISSING", "made by defineHandler"],
  ["a module with two", ["--handler", "./broken.ts"], "USER_EXPORT_MISSING", "'#lies' or '#throws'"],
  ["a handler that throws", ["--handler", "./broken.ts#throws"], "HANDLER_FAILED", "'throws'"],
  ["a handler that leaves the root", ["--handler", "./broken.ts#lies"], "MANIFEST_INVALID", "'images[0].path'"],
  ["a handler that knows no such names", ["--handler", "imageXpress"], "HANDLER_MATCHES_NOTHING", "'imageXpress'"],
  ["a pattern beside a handler", ["--handler", "./mine.ts", "--pattern", "(?<well>x)"], "PATTERN_INVALID", "'mine'"],
];

test.each(BAD_INPUT)(
  "ohcs run with %s ends with a code and a remedy before anything is written",
  async (_, argv, code, says) => {
    const { exitCode, out, err } = await runHere(folder, ["run", "plate", "-p", "p.ts", "-o", "never", ...argv]);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: "" });
    expect(err).toMatch(new RegExp(`error ${code}: Cannot [^:]+: .+`));
    expect(err).toMatch(/\n {2}→ .{10,}/);
    expect(err).toContain(says);
    expect(await readFile(join(folder, "never/.ohcs/run.json"), "utf8").catch(() => null)).toBeNull();
  },
);

test("ohcs conform holds a handler to its promises on a plate of its own, and says where a broken one breaks them", async () => {
  const sound = await succeed(folder, ["conform", "@acme/scout", "--plate", "plate"]);
  expect(sound.out).toMatch(/conforms: \d+ promises kept/);
  const { exitCode, out } = await runHere(folder, ["conform", "broken.ts", "--plate", "plate", "--json"]);
  expect(exitCode).toBe(1);
  const { subjects } = JSON.parse(out);
  expect(subjects).toMatchObject([
    { kind: "handler", name: "lies" },
    { kind: "handler", name: "throws" },
  ]);
  expect(subjects.every(({ failed }: { failed: number }) => failed > 3)).toBe(true);
  const without = await runHere(folder, ["conform", "@acme/scout"]);
  expect(without.out).toContain("Cannot accept the plates for this test: expected");
  const nowhere = await runHere(folder, ["conform", "@acme/scout", "--plate", "nowhere"]);
  expect([nowhere.exitCode, nowhere.out.includes("PLATE_NOT_FOUND")]).toEqual([1, true]);
});
