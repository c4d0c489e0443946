import { execFile, spawn } from "node:child_process";
import { mkdtemp, open, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, test, vi } from "vitest";
import { runHere } from "./run-here.ts";
import { OHCS, runOhcs } from "./run-ohcs.ts";
import { samplePlate } from "./sample-plate.ts";

/** Prints the URL of every module that is loaded. */
const TELL_MODULES = `data:text/javascript,${encodeURIComponent(
  "export const load = async (url, context, next) => (process._rawDebug(url), next(url, context));",
)}`;
const REGISTER = `data:text/javascript,${encodeURIComponent(
  `import { register } from "node:module"; register(${JSON.stringify(TELL_MODULES)});`,
)}`;

test("--version loads nothing that it does not need: no package of ours, no native code, no bundler", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", REGISTER, OHCS, "--version"]);
  const loaded = stderr.split("\n").filter((line) => line.startsWith("file:"));
  const elsewhere = loaded.filter((url) => !/\/apps\/cli\/dist\/|\/node_modules\/(commander|picocolors)\//.test(url));
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(loaded.length).toBeGreaterThan(0);
  expect({ elsewhere, few: loaded.length <= 12 }).toEqual({ elsewhere: [], few: true });
});

test.skipIf(process.platform === "win32")("a process that may open few files says so with a code", async () => {
  for (const json of [false, true]) {
    const limited = `ulimit -n 32; exec "$0" "$@"`;
    const command = [process.execPath, OHCS, "run", "nowhere", "-p", "preset:project", ...(json ? ["--json"] : [])];
    const ended = await promisify(execFile)("bash", ["-c", limited, ...command]).catch((error) => error);
    expect(ended).toMatchObject({ code: 1 });
    if (json)
      expect(JSON.parse(ended.stdout).error).toMatchObject({ code: "PROGRAM_NOT_LOADED", remedy: expect.any(String) });
    else expect(ended.stderr).toMatch(/^error PROGRAM_NOT_LOADED: .*\n {2}→ .*ulimit.*\n$/);
  }
});

test("a reader who stops reading is no error", async () => {
  const child = spawn(process.execPath, [OHCS, "functions", "--json"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
  });
  const exitCode = await new Promise((resolve) => child.once("close", resolve));
  expect({ exitCode, err }).toEqual({ exitCode: 0, err: "" });
});

test("where standard output takes no more a run goes on to its end, which is no success", async () => {
  await using sample = await samplePlate();
  const argv = ["run", "tiny", "-p", "preset:project", "-o", "out"];
  const { exitCode, text } = await ended(sample.folder, argv, "out");
  expect(exitCode).toBe(1);
  expect(text).toMatch(/^error STDOUT_UNWRITABLE: Cannot write results: .*ENOSPC.*\n {2}→ /m);
  expect(JSON.parse((await runHere(sample.folder, ["status", "out", "--json"])).out).status).toBe("complete");
});

test("where standard error takes no more a run goes on, and its result and exit code are what they would be", async () => {
  await using sample = await samplePlate();
  const { exitCode, text } = await ended(sample.folder, ["run", "tiny", "-p", "preset:project", "--json"], "err");
  expect({ exitCode, status: JSON.parse(text).status }).toEqual({ exitCode: 0, status: "complete" });
});

/** Runs with one of the two streams going to a disk that is full; gives what the other one says. */
async function ended(cwd: string, argv: readonly string[], full: "out" | "err") {
  const disk = await open("/dev/full", "w");
  const stdio = full === "out" ? (["ignore", disk.fd, "pipe"] as const) : (["ignore", "pipe", disk.fd] as const);
  const child = spawn(process.execPath, [OHCS, ...argv], { cwd, stdio: [...stdio] });
  const other = full === "out" ? child.stderr : child.stdout;
  let text = "";
  other?.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  const exitCode = await new Promise((resolve) => child.once("close", resolve));
  await disk.close();
  return { exitCode, text };
}

test("synth, inspect, functions, presets and doctor print one JSON document each", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-cli-"));
  const printed = vi.spyOn(process.stdout, "write");
  const synth = "synth d --plate 6 --wells A01,B02 --grid 1x2 --tile 64x64 --channels 1 --z 1 --missing 1";
  const commands = [
    synth.split(" "),
    ["inspect", "d"],
    ["functions"],
    ["functions", "gaussianBlur"],
    ["presets"],
    ["patterns"],
    ["presets", "project"],
    ["doctor"],
  ];
  const documents = [];
  for (const command of commands) {
    const { exitCode, out, err } = await runHere(folder, [...command, "--json"]);
    expect({ command, exitCode, err }).toEqual({ command, exitCode: 0, err: "" });
    documents.push(JSON.parse(out));
  }
  expect(printed).not.toHaveBeenCalled();
  const [made, found, functions, one] = documents;
  expect(made).toMatchObject({ plate: "synth", wells: [{ well: "A01" }, { well: "B02" }] });
  expect(found).toMatchObject({ plateId: "synth", planes: 3, ranges: { sites: [1, 2], channels: ["1"] } });
  expect(functions.functions.length).toBeGreaterThan(15);
  expect(one.declaration.name).toBe("gaussianBlur");
  await rm(folder, { recursive: true });
});

test("SIGINT ends synth without leaving anything", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-cli-"));
  const { exitCode } = await runOhcs(folder, ["synth", "d", "--wells", "96"], async (child) => {
    while (!(await readdir(join(folder, "d")).catch(() => [])).some((name) => name.includes("synth")))
      await setTimeout(20);
    child.kill("SIGINT");
  });
  expect(exitCode).toBe(130);
  expect((await readdir(join(folder, "d"))).filter((name) => name.includes("synth"))).toEqual([]);
  await rm(folder, { recursive: true });
});
