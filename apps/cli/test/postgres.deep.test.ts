import { describe, expect, test } from "vitest";
import { begin, complete, killGroup, someDone, stage, WELLS } from "./counted-run.ts";

const { POSTGRES_URL: url } = process.env;
if (url === undefined)
  process.stderr.write("LEFT OUT: queues on PostgreSQL need one; .ci/services starts one and sets POSTGRES_URL\n");

describe.skipIf(url === undefined)("a queue on PostgreSQL", () => {
  test("loses no well of a worker that is killed, and a run stores what a run on one machine stores", async () => {
    const on = await stage(url ?? "");
    const [victim] = [await on.worker(), await on.worker()];
    const { ended } = begin(on, on.run);
    await someDone(on);
    killGroup(victim);
    await complete(ended);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 1);
    await on.proveOutput();
  });
});
