import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { begin, complete, killGroup, someDone, stage, WELLS } from "./counted-run.ts";
import { runOhcs } from "./run-ohcs.ts";
import { describeWithRedis } from "./worker-ohcs.ts";

const run = promisify(execFile);
const CLOCK = new URL("shifted-clock.mjs", import.meta.url).href;
const MAY_MOUNT = process.platform === "linux" && process.getuid?.() === 0;
if (!MAY_MOUNT) process.stderr.write("LEFT OUT: a full disk needs root, to mount a small one\n");

describeWithRedis("what happens to a run by BullMQ on machines", (url) => {
  test("of which one is lost with all its processes: no well is, and at most the two that it had run twice", async () => {
    const on = await stage(url);
    const lost = await on.worker({ argv: ["--slots", "2", "--runner", "processes"] });
    await on.worker();
    const { ended } = begin(on, on.run);
    await someDone(on);
    killGroup(lost);
    await complete(ended);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 2);
    await on.proveOutput();
  });

  test("whose clocks are minutes apart: none runs twice, whichever writes records and locks", async () => {
    const on = await stage(url);
    const shifted = (minutes: number) => ({
      env: { NODE_OPTIONS: `--import ${CLOCK}`, CLOCK_SHIFT_MS: `${minutes * 60_000}` },
    });
    await Promise.all([on.worker(shifted(7)), on.worker(shifted(-7))]);
    await complete(begin(on, on.run).ended);
    const { exitCode, err } = await runOhcs(on.sample.folder, ["resume", "out", "--runner", "inline"]);
    expect({ exitCode, executions: await on.executions() }, err).toEqual({ exitCode: 0, executions: WELLS.length });
    await on.proveOutput();
  });

  test.runIf(MAY_MOUNT)(
    "whose disk is full for a while: wells are tried again, and what failed is resumed",
    async () => {
      const on = await stage(url);
      const out = join(on.sample.folder, "out");
      await mkdir(out);
      await run("mount", ["-t", "tmpfs", "-o", "size=4m", "tmpfs", out]);
      onTestFinished(async () => void (await run("umount", ["-l", out])));
      await Promise.all([on.worker(), on.worker()]);
      const { ended } = begin(on, on.run);
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
    },
  );
});
