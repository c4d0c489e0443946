import { expect, test } from "vitest";
import { begin, complete, killGroup, someDone, stage, WELLS } from "./counted-run.ts";
import { expectFullDiskToBeSurvived, MAY_MOUNT } from "./full-disk.ts";
import { runOhcs } from "./run-ohcs.ts";
import { describeWithRedis } from "./worker-ohcs.ts";

const CLOCK = new URL("shifted-clock.mjs", import.meta.url).href;

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
      await Promise.all([on.worker(), on.worker()]);
      await expectFullDiskToBeSurvived(on, on.run);
    },
  );
});
