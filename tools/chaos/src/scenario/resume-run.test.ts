import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { resumeRun } from "./resume-run.ts";
import type { Scenario } from "./scenario.ts";

let scratch = "";
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), "ohcs-resume-"));
});
afterEach(() => rm(scratch, { recursive: true }));

const scenario: Scenario = {
  number: 0,
  ending: "group",
  instant: { at: "closing" },
  delayMs: 0,
  runner: "threads",
  backend: "disk",
};

/** A fake command line that runs `body` with its arguments. */
async function resumedBy(body: string) {
  const ohcs = join(scratch, "ohcs.mjs");
  await writeFile(ohcs, `const [command] = process.argv.slice(2);\n${body}`);
  return resumeRun({ ohcs, scratch, folder: "plate", pipeline: "p", wells: 1 }, "out", scenario);
}

test("a run that cannot be resumed is a problem of its scenario, with its output", async () => {
  const { runId, problems } = await resumedBy("console.error('disk full'); process.exit(5);");
  expect(runId).toBe("");
  expect(problems).toEqual([expect.stringMatching(/^cannot resume: ended with 5: .*disk full/s)]);
});

test("without a run to resume it is run again, which may fail as well", async () => {
  const none = `if (command === "resume") { console.log('"RUN_NOT_FOUND"'); process.exitCode = 1; } else `;
  const result = JSON.stringify({ runId: "r", status: "partial" });
  expect(await resumedBy(`${none} console.log('${result}');`)).toEqual({
    runId: "r",
    problems: ["the resumed run is partial"],
  });
  const { problems } = await resumedBy(`${none} process.kill(process.pid, "SIGKILL");`);
  expect(problems).toEqual([expect.stringMatching(/^cannot run again: ended with SIGKILL/)]);
});
