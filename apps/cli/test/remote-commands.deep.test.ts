import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { RunEvent } from "@ohcs/context";
import { expect, test } from "vitest";
import { begin, complete, someDone, stage, WELLS } from "./counted-run.ts";
import { runOhcs } from "./run-ohcs.ts";
import { describeWithRedis } from "./worker-ohcs.ts";

describeWithRedis("a run by BullMQ, as its user meets it", (url) => {
  test("goes on when submitted, is no one else's meanwhile, can be cancelled twice, and resumed", async () => {
    const on = await stage(url, { ms: 1_500 });
    await on.worker();
    const ohcs = (...argv: readonly string[]) => runOhcs(on.sample.folder, argv, undefined, on.env);
    const submit = ["submit", ...on.run.slice(1)];
    expect(await ohcs(...submit)).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^runs as process \d+/) });
    await someDone(on, 1);
    expect((await ohcs("status", "out")).out).toContain("bullmq; to end it: ohcs cancel");
    expect(await ohcs(...submit)).toMatchObject({ exitCode: 1, err: expect.stringContaining("OUTPUT_LOCKED") });
    expect(await ohcs("attach", "out")).toMatchObject({ exitCode: 1, err: expect.stringContaining("OUTPUT_LOCKED") });
    expect((await ohcs("cancel", "out")).exitCode).toBe(0);
    expect([0, 1]).toContain((await ohcs("cancel", "out")).exitCode);
    const status = async () => JSON.parse((await ohcs("status", "out", "--json")).out) as { readonly status: string };
    await expect.poll(async () => (await status()).status, { timeout: 20_000, interval: 500 }).toBe("cancelled");
    expect(await ohcs("cancel", "out")).toMatchObject({ exitCode: 1, err: expect.stringContaining("RUN_NOT_REMOTE") });
    expect((await ohcs("resume", "out")).exitCode).toBe(0);
    await on.proveOutput();
  });

  test("says of a command that is gone that its wells go on, and ends with the first Ctrl-C of the next", async () => {
    const on = await stage(url, { ms: 800 });
    await on.worker();
    const first = begin(on, on.run);
    await someDone(on, 1);
    first.kill("SIGKILL");
    await first.ended;
    const { out } = await runOhcs(on.sample.folder, ["status", "out"]);
    expect(out).toContain("bullmq; its command has ended, its wells continue: ohcs attach");
    const second = begin(on, ["attach", "out"]);
    await someDone(on, 3);
    second.kill("SIGINT");
    const { exitCode, err } = await second.ended;
    expect({ exitCode, err }).toMatchObject({ exitCode: 130, err: expect.stringContaining("ending the run") });
    const { exitCode: resumed } = await runOhcs(on.sample.folder, ["resume", "out"], undefined, on.env);
    expect(resumed).toBe(0);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 1);
    await on.proveOutput();
  });

  test("has the events of a run on this machine, well by well, and its report", async () => {
    const plain = await stage(url, { ms: 20 });
    const on = { ...plain, env: { ...plain.env, OHCS_REPORT: "true" } };
    await on.worker();
    await complete(begin(on, [...on.run, "--events", "there.jsonl"]).ended);
    const alone = ["run", "tiny", "-p", "p.ts", "-o", "alone", "--runner", "threads", "--events", "here.jsonl"];
    await complete(begin(on, alone).ended);
    const [there, here] = await Promise.all(
      ["there.jsonl", "here.jsonl"].map((file) => eventsOf(on.sample.folder, file)),
    );
    expect(there).toEqual(here);
    for (const output of ["out", "alone"])
      expect((await stat(join(on.sample.folder, output, "report.html"))).size).toBeGreaterThan(10_000);
  });
});

/** Kinds of events of each well, in order; how far a step is comes from this machine's workers only. */
async function eventsOf(folder: string, file: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const lines = (await readFile(join(folder, file), "utf8")).trim().split("\n");
  const events = lines.map((line) => JSON.parse(line) as RunEvent & { readonly well?: string | null });
  const kinds = (well: string) =>
    events.filter((event) => event.well === well && event.type !== "stepProgress").map(({ type }) => type);
  return Object.fromEntries(WELLS.map((well) => [well, kinds(well)]));
}
