import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, onTestFinished } from "vitest";
import { begin, type Stage, someDone, WELLS } from "./counted-run.ts";
import { runOhcs } from "./run-ohcs.ts";

const run = promisify(execFile);

/** May this process mount a small disk? */
export const MAY_MOUNT = process.platform === "linux" && process.getuid?.() === 0;
if (!MAY_MOUNT) process.stderr.write("LEFT OUT: a full disk needs root, to mount a small one\n");

/** Begins a run whose disk is full for a while, and expects that what failed can be resumed, and no well runs more often than it is tried. */
export async function expectFullDiskToBeSurvived(on: Stage, argv: readonly string[]): Promise<void> {
  const out = join(on.sample.folder, "out");
  await mkdir(out);
  await run("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", out]);
  onTestFinished(async () => void (await run("umount", ["-l", out])));
  const { ended } = begin(on, argv);
  await someDone(on);
  const ballast = join(out, "ballast");
  await expect(writeFile(ballast, Buffer.alloc(8e6))).rejects.toThrow("ENOSPC");
  const before = await on.executions();
  await sleep(2_000);
  await rm(ballast);
  const { exitCode, err } = await ended;
  expect([0, 3], err).toContain(exitCode);
  expect(await on.executions()).toBeGreaterThan(before);
  const resumed = await runOhcs(on.sample.folder, ["resume", "out"], undefined, on.env);
  expect(resumed.exitCode, resumed.err).toBe(0);
  // Three attempts at most to begin each, and those that failed once more.
  expect(await on.executions()).toBeLessThanOrEqual(4 * WELLS.length);
  await on.proveOutput();
}
