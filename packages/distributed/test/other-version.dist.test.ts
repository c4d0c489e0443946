import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { bullmqRunner, startBullmqWorker } from "@ohcs/distributed/bullmq";
import { CONFORMANCE_MODULE, conformanceTask } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { describeWithQueue } from "./queue.ts";

describeWithQueue("a worker with another version of a module", (url) => {
  test("gives wells back; one that no other worker takes fails, and says what differs", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ohcs-version-"));
    const right = import.meta.resolve("@ohcs/testkit/runner-conformance-modules");
    const other = join(folder, "index.mjs");
    await writeFile(join(folder, "package.json"), '{ "version": "9.9.9" }');
    await writeFile(other, "export const passes = 1;");
    const worker = (prefix: string, module: string) =>
      startBullmqWorker({ url, prefix, slots: 1, unfitMs: 500, resolveModule: () => module });
    const runOn = async (urls: readonly string[]) => {
      const prefix = randomUUID();
      const workers = await Promise.all(urls.map((module) => worker(prefix, module)));
      const options = { url, prefix, folder, pollMs: 50, lookMs: 200, graceMs: 200, attempts: 2, backoffMs: 20 };
      const startup = { modules: { [CONFORMANCE_MODULE]: right }, roots: {}, runId: "r" };
      const session = await bullmqRunner(options).start({ width: 1, startup, onEvent: () => undefined });
      try {
        return await session.run(conformanceTask("A01", { call: "passes" }), new AbortController().signal);
      } finally {
        await session.close();
        await Promise.all(workers.map((one) => one.close()));
      }
    };
    const different = pathToFileURL(other).href;
    const { error } = await runOn([different]);
    expect(error).toMatchObject({ code: "JOB_LOST", message: expect.stringContaining("got version '9.9.9'") });
    expect((await runOn([different, right])).status).toBe("success");
    await rm(folder, { recursive: true });
  });
});
