import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { begin, complete, type Stage, someDone, stage, WELLS } from "./counted-run.ts";
import { OHCS, runOhcs } from "./run-ohcs.ts";

/** Two tasks at a time, as the guide has it: one that fails or is killed ends no other. */
const TASK = `JOB_COMPLETION_INDEX={} '${process.execPath}' '${OHCS}' worker --slots 1 --chunks "$OHCS_CHUNKS" || true`;
const COMMAND = ["sh", "-c", 'seq 0 $((OHCS_TASKS - 1)) | xargs -P 2 -I {} sh -c "$0"', TASK];
const SETTINGS = { wellsPerTask: 5, pollMs: 100, lookMs: 500, graceMs: 1_000 };

function arrayRun(more = {}): readonly string[] {
  const options = JSON.stringify({ ...SETTINGS, command: COMMAND, ...more });
  return ["run", "tiny", "-p", "p.ts", "-o", "out", "--runner", "array", "--runner-with", options];
}

describe.skipIf(process.platform === "win32")("a run whose wells are tasks of arrays, started by a command", () => {
  test("runs each well once, and stores what a run on one machine stores", async () => {
    const on = await stage("", { ms: 20 });
    await complete(begin(on, arrayRun()).ended);
    expect(await on.executions()).toBe(WELLS.length);
    await on.proveOutput();
  });

  test("begins what a task left that was killed again, in the next array", async () => {
    const on = await stage("", { poison: true, ms: 20 });
    const { exitCode, out } = await runOhcs(on.sample.folder, [...arrayRun(), "--json"]);
    const wells = JSON.parse(out).wells as Record<string, { status: string; error: { code: string } | null }>;
    const failed = Object.values(wells).filter(({ status }) => status !== "success");
    expect({ exitCode, codes: failed.map(({ error }) => error?.code) }).toEqual({ exitCode: 3, codes: ["JOB_LOST"] });
  });

  test("goes on where its command was killed: the tasks begin again, and skip what is done", async () => {
    const on = await stage("");
    const { ended, kill } = begin(on, arrayRun());
    await someDone(on);
    kill();
    await ended;
    const { exitCode, err } = await runOhcs(on.sample.folder, ["attach", "out"]);
    expect(exitCode, err).toBe(0);
    // Tasks of before may still run, and those of now beside them; the wells that were done then are not begun again.
    expect(await on.executions()).toBeLessThan(2 * WELLS.length);
    await on.proveOutput();
  });

  test("fails, and is not tried again, where there is no such command", async () => {
    const on = await stage("");
    const { exitCode, out } = await runOhcs(on.sample.folder, [
      ...arrayRun({ command: ["no-such-scheduler"] }),
      "--json",
    ]);
    expect({ exitCode, out }).toMatchObject({ exitCode: 4, out: expect.stringContaining("ENOENT") });
    expect(await on.executions()).toBe(0);
  });
});

describe("a run whose wells are tasks that somebody starts", () => {
  test("says what is to be started, its reductions, too, and waits for it", async () => {
    const on = await stage("", { ms: 20 });
    const { ended } = begin(on, [...arrayRun({ command: undefined }), "--events", "events.jsonl"]);
    for (const array of [0, 1]) {
      const { file, last } = await announced(on, array);
      await Promise.all(Array.from({ length: last + 1 }, (_, index) => startTask(on, file, index)));
    }
    await complete(ended);
    expect(await on.executions()).toBe(WELLS.length);
    await on.proveOutput();
  });

  test("is cancelled at once where none was started, and can be resumed on this machine", async () => {
    const on = await stage("", { ms: 20 });
    const { ended } = begin(on, [...arrayRun({ command: undefined }), "--events", "events.jsonl"]);
    const { file } = await announced(on);
    expect((await runOhcs(on.sample.folder, ["cancel", "out"])).exitCode).toBe(0);
    await ended;
    await expect(startTask(on, file, 0)).rejects.toThrow("ENOENT");
    const { exitCode, err } = await runOhcs(on.sample.folder, ["resume", "out", "--runner", "threads"]);
    expect({ exitCode, executions: await on.executions() }, err).toEqual({ exitCode: 0, executions: WELLS.length });
    await on.proveOutput();
  });
});

/** The file of chunks of an array, and its last index, as the run says them. */
async function announced({ sample }: Stage, array = 0): Promise<{ readonly file: string; readonly last: number }> {
  const read = async () => {
    const text = await readFile(join(sample.folder, "events.jsonl"), "utf8").catch(() => "");
    return [...text.matchAll(/ohcs worker --chunks ([^']+)' with JOB_COMPLETION_INDEX from 0 to (\d+)/g)];
  };
  await expect.poll(async () => (await read()).length, { timeout: 30_000, interval: 100 }).toBeGreaterThan(array);
  const [, file = "", last] = (await read())[array] ?? [];
  return { file, last: Number(last) };
}

function startTask({ sample }: Stage, file: string, index: number) {
  const env = { ...process.env, JOB_COMPLETION_INDEX: `${index}` };
  return promisify(execFile)(process.execPath, [OHCS, "worker", "--chunks", file], { cwd: sample.folder, env });
}
