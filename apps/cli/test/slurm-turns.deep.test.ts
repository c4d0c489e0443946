import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { stage, WELLS } from "./counted-run.ts";
import { contentsOf } from "./file-tree.ts";
import { twoPlates } from "./plates-with-a-phase-over.ts";
import { runOhcs } from "./run-ohcs.ts";
import { describeWithSlurm, slurmRun, tasks } from "./slurm-run.ts";

describeWithSlurm("a run that is left to Slurm", () => {
  test("leaves no process here, runs each well once, and stores what a run on one machine stores", async () => {
    const on = await stage("");
    const submitted = await runOhcs(on.sample.folder, ["submit", ...slurmRun().slice(1)]);
    expect(submitted.exitCode, submitted.err).toBe(0);
    const log = /goes to (.*)\n/.exec(submitted.out)?.[1] ?? "";
    await ended(on.sample.folder, "out");
    expect(await readFile(log, "utf8")).toMatch(/continues as job \d+, after \d+, \d+\n/);
    expect(await on.executions()).toBe(WELLS.length);
    await on.proveOutput();
  });

  test("gives a well that kills its task out three times, however many drivers take turns", async () => {
    const on = await stage("", { poison: true, ms: 20 });
    const submitted = await runOhcs(on.sample.folder, ["submit", ...slurmRun().slice(1)]);
    expect(submitted.exitCode, submitted.err).toBe(0);
    const { wells } = await ended(on.sample.folder, "out");
    const failed = Object.values(wells).filter(({ state }) => state !== "success");
    expect(failed.map(({ error }) => error)).toEqual(["JOB_LOST"]);
  });

  test("reduces over several plates at last, as one machine does", async () => {
    await using sample = await twoPlates();
    const argv = ["tiny", "other", "-p", "p.yaml", "-o"];
    const remote = slurmRun().slice(slurmRun().indexOf("--runner"));
    const submitted = await runOhcs(sample.folder, ["submit", ...argv, "out", ...remote]);
    expect(submitted.exitCode, submitted.err).toBe(0);
    await ended(sample.folder, "out/screen_batch_openhcs");
    await runOhcs(sample.folder, ["run", ...argv, "alone", "--runner", "inline"]);
    const ours = async (output: string) =>
      Object.entries(await contentsOf(join(sample.folder, output))).filter(([path]) => !path.includes("/.ohcs/"));
    expect(await ours("out")).toEqual(await ours("alone"));
  });

  test("is refused where it ends with an error at once, with what its log says", async () => {
    const on = await stage("");
    await rm(join(on.sample.folder, "p.ts"));
    const { exitCode, err } = await runOhcs(on.sample.folder, ["submit", ...slurmRun().slice(1)]);
    expect({ exitCode, err }).toMatchObject({ exitCode: 1, err: expect.stringMatching(/SUBMIT_FAILED[\s\S]*p\.ts/) });
  });
});

interface Status {
  readonly status: string;
  readonly wells: Readonly<Record<string, { readonly state: string; readonly error: string | null }>>;
}

/** Waits until the last driver has ended the run. */
async function ended(folder: string, output: string): Promise<Status> {
  const status = async () => {
    const { exitCode, out } = await runOhcs(folder, ["status", output, "--json"]);
    return exitCode === 0 ? (JSON.parse(out) as Status) : null;
  };
  const states = /complete|partial|failed|cancelled/;
  await expect.poll(async () => (await tasks(folder)).length, { timeout: 120_000, interval: 500 }).toBe(0);
  const last = await status();
  expect(last?.status).toMatch(states);
  return last as Status;
}
