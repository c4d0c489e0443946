import { readFileSync } from "node:fs";
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { guideBlocks } from "./guide-blocks.ts";
import { runHere } from "./run-here.ts";
import { runOhcs, statuses } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";
import { VAULT } from "./vault-backend.ts";

const GUIDE = new URL("../../../docs/guides/write-a-runner.md", import.meta.url);
/** The runner of the guide. */
const LIMITED = guideBlocks(readFileSync(GUIDE, "utf8")).find(({ file }) => file === "limited-runner.ts")?.text ?? "";

const WELLS = ["A01", "A02", "A03"];

const PIPELINE = (ms = 0) => `
import { defineFunction, definePipeline, step } from "@ohcs/context";
export const slow = defineFunction({
  name: "slow", version: "1.0.0", summary: "A test", params: { type: "object", properties: {} },
  run: async ({ image }) => {
    await new Promise((resolve) => setTimeout(resolve, ${ms}));
    return { image };
  },
});
export default definePipeline({ name: "p", steps: [step("slow", { func: slow() })] });
`;

async function withFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries({
    "p.ts": PIPELINE(),
    "vault.ts": VAULT,
    "limited.ts": LIMITED,
    ...files,
  })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

const jsonAt = async (...path: readonly string[]) => JSON.parse(await readFile(join(...path), "utf8"));
const visible = async (root: string) =>
  Object.fromEntries(Object.entries(await contentsOf(root)).filter(([path]) => !path.startsWith(".ohcs")));

test("landmine 48: a backend of a third party is used by name in every runner, and enters plan and record", async () => {
  await using sample = await samplePlate({ wells: WELLS });
  const { folder } = sample;
  await withFiles(folder, {});
  const trees: unknown[] = [];
  for (const runner of ["inline", "threads", "processes"]) {
    const argv = ["run", "tiny", "-p", "p.ts", "-o", runner, "--runner", runner, "--backend", "./vault.ts#vault"];
    const { exitCode, err } = await runHere(folder, argv);
    expect({ exitCode, err: exitCode === 0 ? "" : err }).toEqual({ exitCode: 0, err: "" });
    trees.push(await visible(join(folder, runner)));
  }
  const [first = {}, ...others] = trees;
  expect(Object.keys(first as object).filter((path) => path.startsWith("vault/images/"))).toHaveLength(3);
  for (const tree of others) expect(tree).toEqual(first);
  const plan = await readFile(join(folder, "threads/.ohcs/plan.json"), "utf8");
  expect(JSON.parse(plan).phases[0].contexts[0].backends.images).toMatchObject({
    name: "vault",
    use: { export: "vault", module: expect.stringMatching(/^user:[0-9a-f]{64}$/), version: "1.0.0" },
  });
  expect(plan).not.toContain(folder);
  const { result } = await jsonAt(folder, "threads/.ohcs/wells/A01.json");
  expect(result.outputs[0]).toMatchObject({ backend: "images", path: "images/A01_s001_w1_z001_t001.tif" });
  const { subdirectories } = await jsonAt(folder, "threads/openhcs_metadata.json");
  expect(subdirectories.images.available_backends).toEqual({ vault: true });
});

test("what a backend alone can show is verified through it: a run killed by SIGKILL is resumed, a damaged value made again", async () => {
  await using sample = await samplePlate({ wells: WELLS });
  const { folder } = sample;
  await withFiles(folder, { "p.ts": PIPELINE(150), "ohcs.config.yaml": "materializationBackend: ./vault.ts\n" });
  const argv = ["run", "tiny", "-p", "p.ts", "--workers", "1", "-o"];
  await runHere(folder, [...argv, "whole"]);
  await runOhcs(folder, [...argv, "out"], async (child) => {
    await expect
      .poll(() => readFile(join(folder, "out/.ohcs/wells/A01.json"), "utf8").catch(() => null), { timeout: 20_000 })
      .not.toBeNull();
    child.kill("SIGKILL");
  });
  const resumed = await runHere(folder, ["resume", "out", "--json"]);
  expect(statuses(resumed.out)).toEqual(["skipped", "success", "success"]);
  expect(await visible(join(folder, "out"))).toEqual(await visible(join(folder, "whole")));
  const value = join(folder, "out/vault/images/A02_s001_w1_z001_t001.tif");
  const bytes = await readFile(value);
  await writeFile(
    value,
    bytes.map((byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte)),
  );
  expect((await runHere(folder, ["why", "out", "A02"])).out).toContain("an output is missing or was changed");
  expect(statuses((await runHere(folder, ["resume", "out", "--json"])).out)).toEqual(["skipped", "success", "skipped"]);
  expect(await visible(join(folder, "out"))).toEqual(await visible(join(folder, "whole")));
});

test("a step chooses a backend of its own, with options; labels and images of others stay where they are", async () => {
  await using sample = await samplePlate({ wells: ["A01"] });
  const { folder } = sample;
  const pipeline = (module: string) => ({
    name: "two",
    steps: [
      {
        name: "a",
        func: { use: "gaussianBlur" },
        materialize: { use: module, with: { folder: "{output}/elsewhere" } },
      },
      { name: "b", func: { use: "gaussianBlur" } },
    ],
  });
  await withFiles(folder, { "lab/two.json": JSON.stringify(pipeline("../vault.ts")) });
  const { exitCode, err } = await runHere(folder, ["run", "tiny", "-p", "lab/two.json", "-o", "out"]);
  expect(exitCode, err).toBe(0);
  const paths = Object.keys(await visible(join(folder, "out")));
  expect(paths).toContain("elsewhere/checkpoints_step0/A01_s001_w1_z001_t001.tif");
  expect(paths).toContain("images/A01_s001_w1_z001_t001.tif");
});

test("backends that are not there, or cannot do what they are named for, are diagnostics of their place, all at once", async () => {
  await using sample = await samplePlate({ wells: ["A01"] });
  const { folder } = sample;
  const steps = [
    { name: "a", func: { use: "gaussianBlur" }, materialize: "memory" },
    { name: "b", func: { use: "gaussianBlur" }, materialize: "./vault.ts#vualt" },
  ];
  const config = { intermediateBackend: "acme-backend", materializationBackend: "zrar" };
  await withFiles(folder, {
    "bad.json": JSON.stringify({ name: "bad", steps }),
    "ohcs.config.json": JSON.stringify(config),
  });
  const { exitCode, out } = await runHere(folder, ["plan", "tiny", "-p", "bad.json", "--json"]);
  expect(exitCode).toBe(2);
  type Problem = { readonly code: string; readonly where: object; readonly hint: string | null };
  const found = (JSON.parse(out).diagnostics as Problem[]).map(({ code, where, hint }) => ({ code, where, hint }));
  expect(found).toEqual(
    expect.arrayContaining([
      { code: "BACKEND_UNFIT", where: { step: { index: 0, name: "a" } }, hint: null },
      { code: "USER_EXPORT_MISSING", where: { step: { index: 1, name: "b" } }, hint: "Did you mean 'vault'?" },
      { code: "USER_MODULE_NOT_FOUND", where: { config: "intermediateBackend" }, hint: expect.any(String) },
      { code: "USER_MODULE_NOT_FOUND", where: { config: "materializationBackend" }, hint: "Did you mean 'zarr'?" },
    ]),
  );
  expect(found).toHaveLength(4);
});

test("a backend of a package is named with version and content, and one that changed since is not taken for it", async () => {
  await using sample = await samplePlate({ wells: ["A01"] });
  const { folder } = sample;
  const entry = "node_modules/acme-vault/index.mjs";
  await withFiles(folder, {
    [entry]: VAULT.replace(/from "@ohcs\/([a-z/]+)"/g, (_, name) => `from "${import.meta.resolve(`@ohcs/${name}`)}"`),
    "node_modules/acme-vault/package.json": `{ "name": "acme-vault", "version": "4.5.6", "exports": "./index.mjs" }`,
  });
  const run = await runHere(folder, ["run", "tiny", "-p", "p.ts", "-o", "out", "--backend", "acme-vault"]);
  expect(run.exitCode, run.err).toBe(0);
  const plan = await readFile(join(folder, "out/.ohcs/plan.json"), "utf8");
  expect(plan).toMatch(/"module":"acme-vault","packageVersion":"4.5.6","sha256":"[0-9a-f]{64}","version":"1.0.0"/);
  expect(statuses((await runHere(join(folder, "tiny"), ["resume", "../out", "--json"])).out)).toEqual(["skipped"]);
  await appendFile(join(folder, entry), "\n// changed\n");
  const changed = await runHere(folder, ["resume", "out"]);
  expect(changed.err).toContain("USER_MODULE_CHANGED");
});

test("landmine 48: a runner of a third party is used by name, enters the record, and resume takes it again", async () => {
  await using sample = await samplePlate({ wells: WELLS });
  const { folder } = sample;
  await withFiles(folder, {});
  const argv = ["run", "tiny", "-p", "p.ts", "--workers", "3"];
  await runHere(folder, [...argv, "-o", "threads"]);
  const options = ["--runner", "./limited.ts", "--runner-with", '{"most":2}'];
  const { exitCode, out, err } = await runHere(folder, [...argv, "-o", "limited", ...options, "--json"]);
  expect(exitCode, err).toBe(0);
  const { environment } = JSON.parse(out);
  const use = { module: expect.stringMatching(/^user:[0-9a-f]{64}$/), export: "limited", version: "1.0.0" };
  expect(environment).toMatchObject({ runner: "limited", workers: 2, runnerUse: { use, with: { most: 2 } } });
  expect(await visible(join(folder, "limited"))).toEqual(await visible(join(folder, "threads")));
  const again = await runHere(folder, ["resume", "limited", "--json"]);
  expect(JSON.parse(again.out).environment.runnerUse).toEqual(environment.runnerUse);
});

test("a runner that is not there, or none, is an error before anything is made", async () => {
  await using sample = await samplePlate({ wells: ["A01"] });
  const { folder } = sample;
  await withFiles(folder, {});
  const run = async (runner: string) => (await runHere(folder, ["run", "tiny", "-p", "p.ts", "--runner", runner])).err;
  expect(await run("thread")).toMatch(/USER_MODULE_NOT_FOUND[\s\S]*Did you mean 'threads'/);
  expect(await run("./vault.ts#vault")).toMatch(/USER_EXPORT_MISSING: Cannot use runner of .*made by defineRunner/);
});
