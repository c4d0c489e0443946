import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { clearOutput, markOutput } from "./run-demo.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-demo-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const output = () => join(folder, "plate_openhcs");
const stands = () =>
  stat(output()).then(
    () => true,
    () => false,
  );

/** Leaves what a run leaves of itself. */
async function leaveRun(runId: string, status: string): Promise<void> {
  await mkdir(join(output(), ".ohcs"), { recursive: true });
  await writeFile(join(output(), ".ohcs", "run.json"), JSON.stringify({ runId, status, roots: { source: "plate" } }));
}

test.each(["complete", "running"])("clearOutput() clears away what the demo made whose run is '%s'", async (status) => {
  await clearOutput(output());
  await leaveRun("demo", status);
  if (status === "complete") await markOutput(output());
  await clearOutput(output());
  expect(await stands()).toBe(false);
});

test("clearOutput() refuses to clear away the output of another run, and a folder of no run", async () => {
  await leaveRun("mine", "complete");
  await expect(clearOutput(output())).rejects.toMatchObject({ code: "DEMO_PLATE_FOREIGN" });
  await rm(output(), { recursive: true });
  await clearOutput(output());
  await leaveRun("demo", "complete");
  await markOutput(output());
  await leaveRun("mine", "complete");
  await expect(clearOutput(output())).rejects.toMatchObject({ code: "DEMO_PLATE_FOREIGN" });
  await rm(join(output(), ".ohcs"), { recursive: true });
  await expect(clearOutput(output())).rejects.toMatchObject({ code: "DEMO_PLATE_FOREIGN" });
  expect(await stands()).toBe(true);
});

test("clearOutput() refuses what somebody finished where the demo was interrupted", async () => {
  await clearOutput(output());
  await leaveRun("mine", "complete");
  await expect(clearOutput(output())).rejects.toMatchObject({ code: "DEMO_PLATE_FOREIGN" });
});
