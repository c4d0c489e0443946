import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlateResult } from "@ohcs/context";
import { driverEnv, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { expect, onTestFinished, test } from "vitest";
import { begin, complete, GPU_PIPELINE, someDone, stage, WELLS } from "./counted-run.ts";
import { expectFullDiskToBeSurvived, MAY_MOUNT } from "./full-disk.ts";
import { OHCS, runOhcs } from "./run-ohcs.ts";
import { describeWithSlurm, SLURM_CONF, slurm, slurmRun, tasks } from "./slurm-run.ts";

const NODE = `NodeName=${hostname().split(".")[0]}`;
const { REDIS_URL = "" } = process.env;
if (REDIS_URL === "") process.stderr.write("LEFT OUT: workers of Redis as tasks of Slurm need Redis\n");
const driver = swiftShader();
if (driver === null)
  process.stderr.write("NO GPU RUNS: SwiftShader comes with @sparticuz/chromium, for Linux on x64\n");

/** The node is in service again: one that registers again is so by itself, and cannot be resumed then. */
async function resumed(): Promise<void> {
  await slurm("scontrol", "update", NODE, "State=RESUME").catch(() => undefined);
  expect(await slurm("sinfo", "--noheader", "--format=%T")).toMatch(/^(idle|mixed|allocated|completing)/);
}

describeWithSlurm("what happens to a run by Slurm", () => {
  test("it stores what a run on one machine stores, and none of its wells runs twice", async () => {
    const on = await stage("");
    await complete(begin(on, slurmRun()).ended);
    expect(await on.executions()).toBe(WELLS.length);
    await on.proveOutput();
  });

  test.runIf(driver !== null)("wells that were compiled for a GPU run in tasks that have one", async () => {
    const on = await stage("");
    await writeFile(join(on.sample.folder, "p.ts"), GPU_PIPELINE);
    const env = driver === null ? {} : driverEnv(driver);
    const running = runOhcs(on.sample.folder, [...slurmRun(), "--gpu", "require"], undefined, env);
    await expect.poll(() => slurm("squeue", "-h", "-o", "%b"), { timeout: 20_000, interval: 100 }).toMatch(/gpu:1/);
    await complete(running);
    const { wells } = JSON.parse(await readFile(join(on.sample.folder, "out/.ohcs/run.json"), "utf8")) as PlateResult;
    for (const { gpu } of Object.values(wells))
      expect(gpu).toMatchObject({ name: expect.stringContaining("SwiftShader"), fallback: null });
  });

  test.each([
    { what: "a task that is killed", end: (task: string) => ["-s", "KILL", "--full", task], again: 1 },
    { what: "an array that is cancelled from elsewhere", end: (task: string) => [task.split("_")[0] ?? ""], again: 2 },
  ])("$what loses no well: what it left is in the next array", async ({ end, again }) => {
    const on = await stage("");
    const { ended } = begin(on, slurmRun());
    await someDone(on);
    const running = (await tasks(on.sample.folder)).filter((line) => line.includes("|RUNNING|"));
    const [victim = ""] = running.map((line) => line.split("|")[0]);
    await slurm("scancel", ...end(victim));
    await complete(ended);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + again);
    await on.proveOutput();
  });

  test.each([
    { what: "is lost with all that it runs", signal: "SIGKILL" },
    { what: "stands still, is taken for lost, and goes on beside what was begun in its place", signal: "SIGSTOP" },
  ] as const)("a node that $what loses no well: tasks skip what is done", async ({ signal }) => {
    const on = await stage("", { ms: 600 });
    const { ended } = begin(on, slurmRun());
    await someDone(on);
    // Between two tasks there is none to stop.
    await expect
      .poll(async () => (await processesOfTasks()).own.length, { timeout: 20_000, interval: 20 })
      .toBeGreaterThan(0);
    process.kill(await pidOf("slurmd"), "SIGKILL");
    const { own, steps } = await processesOfTasks();
    for (const pid of steps) send(pid, "SIGKILL");
    // Processes that are stopped while their parent dies are hung up by the system.
    await expect.poll(async () => (await processesOfTasks()).steps, { timeout: 20_000, interval: 5 }).toEqual([]);
    for (const pid of own) send(pid, signal);
    // Those that stand still would be left where a test fails.
    onTestFinished(() => {
      for (const pid of own) send(pid, "SIGKILL");
    });
    await slurm("scontrol", "update", NODE, "State=DOWN", "Reason=lost");
    await sleep(1_000);
    await once(spawn("/usr/sbin/slurmd", ["-f", SLURM_CONF], { stdio: "ignore" }), "exit");
    await resumed();
    // Slurm holds what it requeued back for two minutes, since it may still have to end what ran before: here in seconds.
    await sleep(3_000);
    for (const task of await tasks()) await slurm("scontrol", "update", `JobId=${task.split("|")[0]}`, "StartTime=now");
    const before = await on.executions();
    await someDone(on, before + 1);
    const goingOn = own.filter((pid) => send(pid, "SIGCONT"));
    expect(goingOn.length > 0).toBe(signal === "SIGSTOP");
    await complete(ended);
    expect(await on.executions()).toBeLessThanOrEqual(signal === "SIGKILL" ? WELLS.length + 2 : 2 * WELLS.length);
    await on.proveOutput();
  });

  test.runIf(MAY_MOUNT)(
    "a disk that is full for a while: tasks are tried again, and what failed is resumed",
    async () => {
      const on = await stage("");
      await expectFullDiskToBeSurvived(on, slurmRun());
    },
  );

  test.runIf(REDIS_URL !== "")("pilots, workers of Redis as tasks, lose no well where one is killed", async () => {
    const on = await stage(REDIS_URL);
    const worker = `'${process.execPath}' '${OHCS}' worker --slots 1 --lock 1 --prefix ${on.prefix}`;
    const wrap = `export OHCS_QUEUE_URL='${REDIS_URL}'; exec ${worker}`;
    const array = ["--parsable", "--array=0-1", `--chdir=${on.sample.folder}`, "--wrap", wrap];
    const pilots = (await slurm("sbatch", ...array)).trim();
    onTestFinished(async () => void (await slurm("scancel", pilots)));
    const { ended } = begin(on, on.run);
    await someDone(on);
    await slurm("scancel", "-s", "KILL", "--full", `${pilots}_0`);
    await complete(ended);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 1);
    await on.proveOutput();
    await slurm("scancel", pilots);
    await expect.poll(() => tasks(on.sample.folder), { timeout: 20_000, interval: 200 }).toEqual([]);
  });

  test("a command that is killed is taken the place of: its arrays go on, and no well runs twice", async () => {
    const on = await stage("");
    const { ended, kill } = begin(on, slurmRun());
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
    const { exitCode, out } = await runOhcs(on.sample.folder, [...slurmRun(), "--json"]);
    const wells = JSON.parse(out).wells as Record<string, { status: string; error: { code: string } | null }>;
    const failed = Object.values(wells).filter(({ status }) => status !== "success");
    expect({ exitCode, codes: failed.map(({ error }) => error?.code) }).toEqual({ exitCode: 3, codes: ["JOB_LOST"] });
  });

  test.each([
    { what: "that are held", sbatch: ["--hold"], reason: "JobHeldUser" },
    // Slurm names the one or the other, as far as it has looked.
    { what: "whose node is drained", sbatch: [], reason: "ReqNodeNotAvail|DRAINED" },
  ])("tasks $what are reported, and their wells fail in place of waiting for ever", async ({ sbatch, reason }) => {
    const on = await stage("");
    if (sbatch.length === 0) {
      await slurm("scontrol", "update", NODE, "State=DRAIN", "Reason=test");
      onTestFinished(async () => void (await slurm("scontrol", "update", NODE, "State=RESUME")));
    }
    const argv = [...slurmRun({ sbatch, heldMs: 1_000 }), "--json", "--events", "events.jsonl"];
    const { out } = await runOhcs(on.sample.folder, argv);
    const wells = JSON.parse(out).wells as Record<string, { error: { message: string } | null }>;
    expect(Object.values(wells).map(({ error }) => error?.message)).toEqual(
      WELLS.map(() => expect.stringMatching(reason)),
    );
    const events = await readFile(join(on.sample.folder, "events.jsonl"), "utf8");
    expect(events).toMatch(new RegExp(`Slurm holds tasks back: [^"]*(${reason})`));
    expect(await tasks(on.sample.folder)).toEqual([]);
  });

  test("a controller that is ended and started again in the midst of a run loses no well", async () => {
    const on = await stage("");
    const { ended } = begin(on, slurmRun());
    await someDone(on);
    process.kill(await pidOf("slurmctld"), "SIGTERM");
    await sleep(2_000);
    const controller = spawn("/usr/sbin/slurmctld", ["-f", SLURM_CONF], { stdio: "ignore" });
    await once(controller, "exit");
    await complete(ended);
    expect(await on.executions()).toBe(WELLS.length);
    await on.proveOutput();
  });
});

/** Signals a process, unless it has ended. */
function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

async function pidOf(daemon: string): Promise<number> {
  return Number(await readFile(join(dirname(SLURM_CONF), `${daemon}.pid`), "utf8"));
}

/** Tasks of this Slurm with their children, and the processes by which it looks after them. */
async function processesOfTasks(): Promise<{ readonly own: readonly number[]; readonly steps: readonly number[] }> {
  const all = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const read = (pid: string, file: string) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
  const [own, steps] = [new Set<number>(), new Set<number>()];
  for (const pid of all) {
    const variables = (await read(pid, "environ")).split("\0");
    if (!variables.includes(`SLURM_CONF=${SLURM_CONF}`)) continue;
    if (!variables.some((one) => one.startsWith("SLURM_ARRAY_TASK_ID="))) continue;
    own.add(Number(pid));
    const parent = /^PPid:\s*(\d+)/m.exec(await read(pid, "status"))?.[1] ?? "";
    if ((await read(parent, "comm")).startsWith("slurmstepd")) steps.add(Number(parent));
  }
  return { own: [...own], steps: [...steps] };
}
