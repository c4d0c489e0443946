import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { begin, complete, someDone, stage, WELLS } from "./counted-run.ts";
import { ownRedis } from "./own-redis.ts";
import { describeWithRedis } from "./worker-ohcs.ts";

// Where the tests have a server, they can start one of their own, too.
describeWithRedis("a server of Redis of its own", () => {
  test.each(["SIGTERM", "SIGKILL"] as const)(
    "that is ended by %s in the midst of a run, and is back two seconds later, loses no well",
    async (signal) => {
      const redis = await ownRedis();
      const on = await stage(`redis://127.0.0.1:${redis.port}`);
      await Promise.all([on.worker(), on.worker()]);
      const running = begin(on, on.run);
      await someDone(on);
      await redis.end(signal);
      await sleep(2_000);
      await redis.start();
      await complete(running.ended);
      expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 2);
      await on.proveOutput();
    },
  );

  test("workers that get SIGTERM while it is away end, at once with the second, and lose no well", async () => {
    const redis = await ownRedis();
    const on = await stage(`redis://127.0.0.1:${redis.port}`);
    const [patient, hasty] = await Promise.all([on.worker(), on.worker()]);
    const running = begin(on, on.run);
    await someDone(on);
    await redis.end("SIGKILL");
    const ends = [patient, hasty].map((worker) => once(worker, "exit"));
    for (const worker of [patient, hasty]) worker.kill("SIGTERM");
    await sleep(500);
    hasty.kill("SIGTERM");
    expect((await Promise.all(ends)).map(([code]) => code)).toEqual([0, 143]);
    await redis.start();
    await on.worker();
    await complete(running.ended);
    expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 2);
    await on.proveOutput();
  });
});
