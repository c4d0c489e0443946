import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { begin, complete, someDone, stage, WELLS } from "./counted-run.ts";
import { contentsOf } from "./file-tree.ts";
import { ownRedis } from "./own-redis.ts";
import { twoPlates } from "./plates-with-a-phase-over.ts";
import { runOhcs } from "./run-ohcs.ts";
import { describeWithRedis, endWorker } from "./worker-ohcs.ts";

describeWithRedis("what happens to a run by BullMQ", (url) => {
  test("a worker that is killed loses no well, and at most the one that it had runs twice", async () => {
    const on = await stage(url);
    const [victim] = [await on.worker(), await on.worker()];
    const { ended } = begin(on, on.run);
    await someDone(on);
    victim.kill("SIGKILL");
    await complete(ended);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 1);
    await on.proveOutput();
  });

  test("a worker that stands still for longer than its lock, and goes on, changes nothing", async () => {
    const on = await stage(url);
    const [victim] = [await on.worker(), await on.worker()];
    const { ended } = begin(on, on.run);
    await someDone(on);
    victim.kill("SIGSTOP");
    await sleep(3_000);
    victim.kill("SIGCONT");
    await complete(ended);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 2);
    await on.proveOutput();
  });

  test("a command that is killed is taken the place of: its wells go on, and none runs twice", async () => {
    const on = await stage(url);
    await Promise.all([on.worker(), on.worker()]);
    const { ended, kill } = begin(on, on.run);
    await someDone(on);
    kill();
    expect((await ended).exitCode).toBeNull();
    const { exitCode, err } = await runOhcs(on.sample.folder, ["attach", "out"], undefined, on.env);
    expect(exitCode, err).toBe(0);
    expect(await on.executions()).toBe(WELLS.length);
    await on.proveOutput();
  });

  test("a server that loses all its data (FLUSHALL) is filled again with what has no result", async () => {
    const { port } = await ownRedis();
    const own = `redis://127.0.0.1:${port}`;
    const on = await stage(own);
    await Promise.all([on.worker(), on.worker()]);
    const { ended } = begin(on, on.run);
    await someDone(on);
    const redis = new Redis(own);
    await redis.flushall();
    redis.disconnect();
    await complete(ended);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 2);
    await on.proveOutput();
  });

  test("a run that is cancelled from elsewhere ends soon, and goes on where it was resumed", async () => {
    const on = await stage(url, { ms: 1_000 });
    await on.worker();
    const { ended } = begin(on, [...on.run, "--json"]);
    await someDone(on, 2);
    const { exitCode } = await runOhcs(on.sample.folder, ["cancel", "out"]);
    expect(exitCode).toBe(0);
    const states = Object.values(JSON.parse((await ended).out).wells as Record<string, { status: string }>);
    expect(new Set(states.map(({ status }) => status))).toEqual(new Set(["success", "cancelled"]));
    expect(await on.executions()).toBeLessThanOrEqual(4);
    const resumed = await runOhcs(on.sample.folder, ["resume", "out"], undefined, on.env);
    expect(resumed.exitCode, resumed.err).toBe(0);
    await on.proveOutput();
  });

  test("a plate of a higher priority goes before the wells that wait", async () => {
    const on = await stage(url);
    await on.worker();
    const first = begin(on, on.run);
    await someDone(on, 1);
    const urgent = on.run.map((word) =>
      word === "out" ? "urgent" : word.startsWith("{") ? JSON.stringify({ ...JSON.parse(word), priority: 1 }) : word,
    );
    await complete(begin(on, urgent).ended);
    expect(await on.executions()).toBeLessThan(2 * WELLS.length);
    await complete(first.ended);
    await on.proveOutput();
  });

  test("plates that are reduced together store what one machine stores, their reductions as jobs", async () => {
    const on = await stage(url);
    await using sample = await twoPlates();
    await on.worker({ directory: sample.folder });
    const argv = ["run", "tiny", "other", "-p", "p.yaml", "-o"];
    const remote = on.run.slice(on.run.indexOf("--runner"));
    const { exitCode, err } = await runOhcs(sample.folder, [...argv, "out", ...remote], undefined, on.env);
    expect(exitCode, err).toBe(0);
    await runOhcs(sample.folder, [...argv, "alone", "--runner", "inline"]);
    const ours = async (output: string) =>
      Object.entries(await contentsOf(join(sample.folder, output))).filter(([path]) => !path.includes("/.ohcs/"));
    expect(await ours("out")).toEqual(await ours("alone"));
    const result = JSON.parse(await readFile(join(sample.folder, "out/screen_batch_openhcs/.ohcs/run.json"), "utf8"));
    expect(result.phases[0].result.worker).toContain("/threads-");
  });

  test("two commands on one output: the second is refused, and the first not disturbed", async () => {
    const on = await stage(url);
    await on.worker();
    const { ended } = begin(on, on.run);
    await someDone(on, 1);
    const second = await runOhcs(on.sample.folder, on.run, undefined, on.env);
    expect(second).toMatchObject({ exitCode: 1, err: expect.stringContaining("OUTPUT_LOCKED") });
    await complete(ended);
    expect(await on.executions()).toBe(WELLS.length);
  });

  test("a run on this machine ends what workers still do for one whose command was lost", async () => {
    const on = await stage(url, { ms: 2_000 });
    await on.worker();
    const { ended, kill } = begin(on, on.run);
    await someDone(on, 1);
    kill();
    await ended;
    const here = [...on.run.slice(0, on.run.indexOf("--runner")), "--runner", "threads", "--resume"];
    const { exitCode, err } = await runOhcs(on.sample.folder, here);
    expect(exitCode, err).toBe(0);
    const after = await on.executions();
    await sleep(3_000);
    expect(await on.executions()).toBe(after);
    await on.proveOutput();
  });

  test("a well that kills its worker fails after three, and the plate goes on", async () => {
    const on = await stage(url, { poison: true, ms: 50 });
    const over = new AbortController();
    let deaths = 0;
    const supervised = (async () => {
      while (!over.signal.aborted) {
        const child = await on.worker();
        await once(child, "exit", { signal: over.signal }).catch(() => undefined);
        if (child.signalCode === "SIGKILL") deaths++;
        await endWorker(child);
      }
    })();
    const { exitCode, out } = await runOhcs(on.sample.folder, [...on.run, "--json"], undefined, on.env);
    over.abort();
    await supervised;
    const wells = JSON.parse(out).wells as Record<string, { status: string; error: { code: string } | null }>;
    const failed = Object.values(wells).filter(({ status }) => status !== "success");
    expect({ exitCode, codes: failed.map(({ error }) => error?.code) }).toEqual({ exitCode: 3, codes: ["JOB_LOST"] });
    expect(deaths).toBe(3);
  });
});
