import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { main } from "../program/main.ts";

let folder = "";
let below = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-config-"));
  below = join(folder, "a", "b");
  await mkdir(below, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function show(...argv: readonly string[]) {
  const terminal = recordingTerminal();
  const exitCode = await main(["config", "show", ...argv], terminal, below);
  return { exitCode, out: terminal.written.out(), err: terminal.written.err() };
}

const YAML = `
retries: 1
outputFolder: results
zarr: { level: 3 }
plates:
  P1: { wellFilter: [A01] }
`;

test("config show prints each value with file and path, variable, flag or default", async () => {
  await writeFile(join(folder, "ohcs.config.yaml"), YAML);
  vi.stubEnv("OHCS_TIFF__COMPRESSION", "lzw");
  const { exitCode, out, err } = await show("P1", "--timeout", "60", "--set", "tiff.predictor=true");
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
  expect(out).toMatch(/numWorkers +\d+ +this machine\n/);
  expect(out).toMatch(/subDir +images +default\n/);
  expect(out).toMatch(/zarr\.level +3 +\.\.\/\.\.\/ohcs\.config\.yaml: zarr\.level\n/);
  expect(out).toMatch(/wellFilter +\["A01"\] +\.\.\/\.\.\/ohcs\.config\.yaml: plates\.P1\.wellFilter\n/);
  expect(out).toMatch(/tiff\.compression +lzw +OHCS_TIFF__COMPRESSION\n/);
  expect(out).toMatch(/tiff\.predictor +true +--set tiff\.predictor\n/);
  expect(out).toMatch(/timeoutS +60 +--timeout\n/);
});

test("config show --json gives values and origins; paths are relative to what names them", async () => {
  await writeFile(join(folder, "ohcs.config.yaml"), YAML);
  const named = JSON.parse((await show("--json")).out);
  const file = join(folder, "ohcs.config.yaml");
  expect(named).toMatchObject({ plate: null, file, diagnostics: [] });
  expect(named.values.outputFolder).toEqual({
    value: join(folder, "results"),
    origin: { kind: "file", file, path: "outputFolder" },
  });
  expect(named.values.wellFilter).toEqual({ value: [], origin: { kind: "default" } });
  vi.stubEnv("OHCS_OUTPUT_FOLDER", "elsewhere");
  const { values } = JSON.parse((await show("--json")).out);
  expect(values.outputFolder.value).toBe(join(below, "elsewhere"));
});

test("the nearest file counts, and none above it", async () => {
  await writeFile(join(folder, "ohcs.config.json"), '{ "retries": 1, "timeoutS": 5 }');
  await writeFile(join(folder, "a", "ohcs.config.yml"), "retries: 2");
  const { values } = JSON.parse((await show("--json")).out);
  expect([values.retries.value, values.timeoutS.value]).toEqual([2, null]);
});

test.each([
  [
    "two files in a folder",
    { "ohcs.config.yaml": "", "ohcs.config.json": "{}" },
    "CONFIG_AMBIGUOUS",
    "ohcs.config.json",
  ],
  ["a mistake in the text", { "ohcs.config.yaml": "retries: [1" }, "CONFIG_UNREADABLE", "ohcs.config.yaml"],
  ["JSON with a mistake", { "ohcs.config.json": "{" }, "CONFIG_UNREADABLE", "ohcs.config.json"],
  ["a module that throws", { "ohcs.config.mjs": "throw new Error('no')" }, "CONFIG_UNREADABLE", "ohcs.config.mjs"],
  ["a module without default export", { "ohcs.config.mjs": "" }, "CONFIG_INVALID", "ohcs.config.mjs"],
  ["a list", { "ohcs.config.yaml": "- 1" }, "CONFIG_INVALID", "ohcs.config.yaml"],
  ["a folder of that name", { "ohcs.config.yaml/x": "" }, "CONFIG_UNREADABLE", "ohcs.config.yaml"],
])("%s is reported with its file, and the rest is shown", async (_, files, code, file) => {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, ".."), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { exitCode, out } = await show("--json");
  expect(exitCode).toBe(2);
  const { diagnostics, values } = JSON.parse(out);
  expect(diagnostics).toMatchObject([{ severity: "error", code, where: { file: join(folder, file) } }]);
  expect(values.retries.value).toBe(0);
});

test("wrong values are reported with field, file and nearest name", async () => {
  await writeFile(join(folder, "ohcs.config.yaml"), "numWorker: 2\nplates: { P2: { retries: lots } }");
  const { exitCode, err } = await show();
  expect(exitCode).toBe(2);
  expect(err).toContain("'numWorker'");
  expect(err).toContain("Did you mean 'numWorkers'?");
  expect(err).toContain("configuration 'plates.P2.retries'");
  expect(err).toContain(join(folder, "ohcs.config.yaml"));
});

test("config knows 'show' only", async () => {
  const terminal = recordingTerminal();
  expect(await main(["config", "set", "--json"], terminal, below)).toBe(1);
  expect(JSON.parse(terminal.written.out()).error.code).toBe("USAGE_INVALID");
});

test("what is a plate map, a pattern and the channels' roles may stand in the file, and the command line wins", async () => {
  const file = "plateMap: maps/p.csv\npattern: '(?<well>.+)'\nchannelRoles: { nuclei: 2 }\nper: [timepoint]\n";
  await writeFile(join(folder, "ohcs.config.yaml"), file);
  const { out } = await show();
  expect(out).toContain(join(folder, "maps", "p.csv"));
  expect(out).toMatch(/pattern +\(\?<well>\.\+\) +\.\.\/\.\.\/ohcs\.config\.yaml: pattern\n/);
  expect(out).toMatch(/per +\["timepoint"\] +\.\.\/\.\.\/ohcs\.config\.yaml: per\n/);
  const flags = await show("--plate-map", "q.csv", "--pattern", "x", "--per", "site");
  expect(flags.out).toMatch(/pattern +x +--pattern\n/);
  expect(flags.out).toMatch(/per +\["site"\] +--per\n/);
  expect(flags.out).toMatch(/q\.csv +--plate-map\n/);
});
