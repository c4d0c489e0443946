import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { OHCS, runOhcs } from "./run-ohcs.ts";

const ROUNDS = 7;
const MOST_MS = 150;

test(`--version costs at most ${MOST_MS} ms more than an empty program`, async () => {
  const timed = async (...argv: string[]) => {
    const began = performance.now();
    await promisify(execFile)(process.execPath, argv);
    return performance.now() - began;
  };
  // In turns, and the fastest of each: what else the machine does can only add.
  const empty: number[] = [];
  const version: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    empty.push(await timed("-e", "0"));
    version.push(await timed(OHCS, "--version"));
  }
  expect(Math.min(...version) - Math.min(...empty)).toBeLessThan(MOST_MS);
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

test("synth, inspect, functions, presets and doctor print one JSON document each", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-cli-"));
  const synth = [
    "synth",
    "d",
    "--plate",
    "6",
    "--wells",
    "A01,B02",
    "--grid",
    "1x2",
    "--tile",
    "64x64",
    "--channels",
    "1",
  ];
  const commands = [
    [...synth, "--z", "1", "--missing", "1"],
    ["inspect", "d"],
    ["functions"],
    ["functions", "gaussianBlur"],
    ["presets"],
    ["presets", "project"],
    ["doctor"],
  ];
  const documents = [];
  for (const command of commands) {
    const { exitCode, out, err } = await runOhcs(folder, [...command, "--json"]);
    expect({ command, exitCode, err }).toEqual({ command, exitCode: 0, err: "" });
    documents.push(JSON.parse(out));
  }
  const [made, found, functions, one] = documents;
  expect(made).toMatchObject({ plate: "synth", wells: [{ well: "A01" }, { well: "B02" }] });
  expect(found).toMatchObject({ plateId: "synth", planes: 3, ranges: { sites: [1, 2], channels: ["1"] } });
  expect(functions.functions.length).toBeGreaterThan(15);
  expect(one.declaration.name).toBe("gaussianBlur");
  await rm(folder, { recursive: true });
});

test("SIGINT ends synth without leaving anything", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-cli-"));
  const { exitCode } = await runOhcs(folder, ["synth", "d", "--wells", "96"], (child) => {
    setTimeout(() => child.kill("SIGINT"), 1_500);
  });
  expect(exitCode).toBe(130);
  expect((await readdir(join(folder, "d"))).filter((name) => name.includes("synth"))).toEqual([]);
  await rm(folder, { recursive: true });
});
