import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { wellPlace } from "./well-place.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-stored-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Leaves the record of a run in a folder of its own. */
async function leaveRun(name: string, plateId: string): Promise<void> {
  await mkdir(join(folder, name, ".ohcs"), { recursive: true });
  const record = JSON.stringify({ runId: name, plateId, roots: { source: plateId } });
  await writeFile(join(folder, name, ".ohcs", "run.json"), record);
}

/** The run that a name leads to, or the error. */
const runOf = async (named: string) => {
  const { reader } = await wellPlace(".", named, folder);
  return JSON.parse((await reader.readText(".ohcs/run.json")) ?? "{}").runId;
};

test("wellPlace() takes the name of a plate or of a folder, where one output has it", async () => {
  await leaveRun("a", "P1");
  await leaveRun("b", "P1");
  await leaveRun("c", "P2");
  expect([await runOf("a/B02"), await runOf("b/B02"), await runOf("c/B02"), await runOf("P2/B02")]).toEqual([
    "a",
    "b",
    "c",
    "c",
  ]);
  await expect(runOf("P1/B02")).rejects.toMatchObject({
    code: "PLATE_AMBIGUOUS",
    details: { folders: [join(folder, "a"), join(folder, "b")] },
  });
  await expect(runOf("P3/B02")).rejects.toMatchObject({ code: "PLATE_UNKNOWN", details: { plates: ["P2", "a", "b"] } });
});

test("wellPlace() refuses a name that is one output's plate and another one's folder", async () => {
  await leaveRun("P2", "P1");
  await leaveRun("c", "P2");
  await expect(runOf("P2/B02")).rejects.toMatchObject({ code: "PLATE_AMBIGUOUS" });
});
