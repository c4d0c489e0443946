import type { Worker } from "node:worker_threads";
import { threadsRunner } from "@ohcs/executor/threads";
import { expect, test } from "vitest";

async function limitsOf(options: Parameters<typeof threadsRunner>[0]): Promise<Worker["resourceLimits"]> {
  const opened = new Promise<Worker>((resolve) => process.once("worker", resolve));
  const startup = { runId: "test", modules: {}, roots: {} };
  const session = await threadsRunner(options).start({ width: 1, startup, onEvent: () => undefined });
  try {
    return (await opened).resourceLimits;
  } finally {
    await session.close();
  }
}

test("threads keep little room for garbage by default", async () => {
  expect(await limitsOf({})).toMatchObject({ maxYoungGenerationSizeMb: 6 });
  expect(await limitsOf({ youngHeapMb: 24, heapMb: 200 })).toMatchObject({
    maxYoungGenerationSizeMb: 24,
    maxOldGenerationSizeMb: 200,
  });
});
