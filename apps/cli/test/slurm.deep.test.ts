import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { begin, complete, someDone, stage, WELLS } from "./counted-run.ts";
import { runOhcs } from "./run-ohcs.ts";

const run = promisify(execFile);
const { SLURM_CONF } = process.env;
if (SLURM_CONF === undefined)
  process.stderr.write("LEFT OUT: runs by Slurm need Slurm; .ci/services starts one and says SLURM_CONF\n");

const settings = { slots: 1, wellsPerTask: 5, pollMs: 100, lookMs: 500, graceMs: 1_000 };
const runBySlurm = (more = {}) => {
  const options = JSON.stringify({ ...settings, ...more });
  return ["run", "tiny", "-p", "p.ts", "-o", "out", "--runner", "slurm", "--runner-with", options];
};
const tasks = async () =>
  (await run("squeue", ["-h", "-r", "-o", "%i|%T"])).stdout.split("\n").filter((line) => line !== "");

describe.skipIf(SLURM_CONF === undefined)("what happens to a run by Slurm", () => {
  test("it stores what a run on one machine stores, and none of its wells runs twice", async () => {
    const on = await stage("");
    await complete(begin(on, runBySlurm()).ended);
    expect(await on.executions()).toBe(WELLS.length);
    await on.proveOutput();
  });

  test("a task that is killed loses no well: what it left is in the next array", async () => {
    const on = await stage("");
    const { ended } = begin(on, runBySlurm());
    await someDone(on);
    const [victim = ""] = (await tasks()).filter((line) => line.endsWith("RUNNING")).map((line) => line.split("|")[0]);
    await run("scancel", ["-s", "KILL", "--full", victim]);
    await complete(ended);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 1);
    await on.proveOutput();
  });

  test("a command that is killed is taken the place of: its arrays go on, and no well runs twice", async () => {
    const on = await stage("");
    const { ended, kill } = begin(on, runBySlurm());
    await someDone(on);
    kill();
    await ended;
    const { exitCode, err } = await runOhcs(on.sample.folder, ["attach", "out"]);
    expect(exitCode, err).toBe(0);
    expect(await on.executions()).toBe(WELLS.length);
    await on.proveOutput();
  });

  test("a well that kills its task fails in a task of its own, and takes no other along", async () => {
    const on = await stage("", { poison: true, ms: 50 });
    const { exitCode, out } = await runOhcs(on.sample.folder, [...runBySlurm(), "--json"]);
    const wells = JSON.parse(out).wells as Record<string, { status: string; error: { code: string } | null }>;
    const failed = Object.values(wells).filter(({ status }) => status !== "success");
    expect({ exitCode, codes: failed.map(({ error }) => error?.code) }).toEqual({ exitCode: 3, codes: ["JOB_LOST"] });
  });

  test("held tasks are reported, and their wells fail in place of waiting for ever", async () => {
    const on = await stage("");
    const argv = [...runBySlurm({ sbatch: ["--hold"], heldMs: 1_000 }), "--json", "--events", "events.jsonl"];
    const { out } = await runOhcs(on.sample.folder, argv);
    const wells = JSON.parse(out).wells as Record<string, { error: { message: string } | null }>;
    expect(Object.values(wells).map(({ error }) => error?.message)).toEqual(
      WELLS.map(() => expect.stringContaining("JobHeldUser")),
    );
    const events = await readFile(join(on.sample.folder, "events.jsonl"), "utf8");
    expect(events).toContain("Slurm holds tasks back: JobHeldUser");
    expect(await tasks()).toEqual([]);
  });

  test("a controller that is ended and started again in the midst of a run loses no well", async () => {
    const on = await stage("");
    const { ended } = begin(on, runBySlurm());
    await someDone(on);
    const pid = Number(await readFile(join(dirname(SLURM_CONF ?? ""), "slurmctld.pid"), "utf8"));
    process.kill(pid, "SIGTERM");
    await sleep(2_000);
    const controller = spawn("/usr/sbin/slurmctld", ["-f", SLURM_CONF ?? ""], { stdio: "ignore" });
    await once(controller, "exit");
    await complete(ended);
    expect(await on.executions()).toBe(WELLS.length);
    await on.proveOutput();
  });
});
