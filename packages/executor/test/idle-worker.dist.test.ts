import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { encodeContext } from "@ohcs/context";
import { threadsRunner } from "@ohcs/executor/threads";
import { expect, test } from "vitest";
import { oneStep } from "./one-step.ts";
import { makePlateFolders } from "./plate-folders.ts";

const functionsUrl = new URL("./fixtures/functions.mjs", import.meta.url).href;

test("what a function let escape after its well has ended costs the next well nothing", async () => {
  const folders = await makePlateFolders(functionsUrl);
  await folders.writeSource("a.tif", [[1]]);
  const opened = new Promise<Worker>((resolve) => process.once("worker", resolve));
  const startup = { ...folders.startup, runId: "test" };
  const session = await threadsRunner().start({ width: 1, startup, onEvent: () => undefined });
  try {
    const ended = once(await opened, "exit");
    const file = join(folders.source, "now");
    const run = (context: string) =>
      session.run(
        { context, wellId: "A01", attempt: 1, deadlineMs: null, contributors: [] },
        new AbortController().signal,
      );
    expect((await run(encodeContext(oneStep([{ call: "straysLater", with: { file } }])))).status).toBe("success");
    writeFileSync(file, "");
    await ended;
    expect(await run(encodeContext(oneStep(["copy"])))).toMatchObject({ status: "success", error: null });
  } finally {
    await session.close();
    await folders.remove();
  }
});
