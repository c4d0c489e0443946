import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plateOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeRunRecord } from "../close/run-record.ts";
import { LAYOUT } from "../layout.ts";
import { earlierRun } from "./earlier-run.ts";
import { foundRuns } from "./found-runs.ts";
import { openOutputFolder } from "./output-folder.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-found-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Leaves the record of a run in a folder of its own, or another text in its place. */
async function leaveRun(name: string, plateId: string, text?: string): Promise<void> {
  await mkdir(join(folder, name, LAYOUT.own), { recursive: true });
  const record = JSON.stringify({ runId: name, plateId, roots: { source: plateId } });
  await writeFile(join(folder, name, LAYOUT.run), text ?? record);
}

test("foundRuns() finds the runs beside a folder that cannot be read, and says which that is", async () => {
  await leaveRun("a", "P1");
  await leaveRun("broken", "P2", "{");
  // A permission error would not occur for root, who runs some of these tests.
  await mkdir(join(folder, "closed", LAYOUT.run), { recursive: true });
  await mkdir(join(folder, "of-no-run"));
  expect(await foundRuns(folder)).toMatchObject({
    own: null,
    below: [{ plateId: "P1", root: join(folder, "a") }],
    unreadable: [
      { root: join(folder, "broken"), code: "RUN_CORRUPT" },
      { root: join(folder, "closed"), code: "OUTPUT_NOT_READABLE" },
    ],
  });
  expect(await foundRuns(join(folder, "a"))).toMatchObject({ own: { plateId: "P1", plates: {} } });
  await expect(foundRuns(join(folder, "of-no-run"))).rejects.toMatchObject({ code: "RUN_NOT_FOUND" });
});

test("earlierRun() reads what a run is of from the beginning of its record, whatever follows", async () => {
  const plate = plateOf([]);
  const run = { plateId: "tiny", pipelineName: plate.pipelineName };
  const output = await openOutputFolder(folder);
  await writeRunRecord(output, plate, {
    runId: "r",
    plateId: "tiny",
    outputRoot: folder,
    startedAt: "",
    status: "running",
    environment: { node: "", platform: "", runner: "", workers: 1, versions: {} },
    roots: { source: "" },
    wells: {},
  });
  expect(await earlierRun(folder)).toEqual(run);
  const record = (await output.readText(LAYOUT.run)) ?? "";
  for (const text of [record.slice(0, record.indexOf('"wells"')), JSON.stringify(JSON.parse(record))]) {
    await output.writeText(LAYOUT.run, text);
    expect(await earlierRun(folder)).toEqual(run);
  }
  await output.writeText(LAYOUT.run, "{");
  expect(await earlierRun(folder)).toBeNull();
  await output.release();
});
