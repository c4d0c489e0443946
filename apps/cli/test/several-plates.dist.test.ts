import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { twoPlates } from "./two-plates.ts";

test("several plates are run one after the other, each into its own output, as if each was run alone", async () => {
  await using sample = await twoPlates();
  const { folder, ohcs } = sample;
  await ohcs("run", "tiny", "-p", "p.yaml", "-o", "alone/tiny_openhcs");
  await ohcs("run", "other", "-p", "p.yaml", "-o", "alone/other_openhcs");
  const run = ["run", "tiny", "other", "-p", "p.yaml", "-o", "together", "--json"];
  const { exitCode, out, err } = await ohcs(...run, "--events", "events.jsonl");
  expect(exitCode).toBe(0);
  expect(JSON.parse(out).plates).toMatchObject([
    { plateId: "tiny", status: "complete", outputRoot: join(folder, "together/tiny_openhcs") },
    { plateId: "other", status: "complete", outputRoot: join(folder, "together/other_openhcs") },
  ]);
  expect(err).toMatch(/tiny {2}plate 1 of 2\n(.*\n)*other {2}plate 2 of 2\n/);
  for (const output of ["tiny_openhcs", "other_openhcs"])
    expect(await contentsOf(join(folder, "together", output))).toEqual(await contentsOf(join(folder, "alone", output)));
  const events = (await readFile(join(folder, "events.jsonl"), "utf8")).trim().split("\n");
  const started = events.map((line) => JSON.parse(line)).filter(({ type }) => type === "runStarted");
  expect(started.map(({ plateId }) => plateId)).toEqual(["tiny", "other"]);

  const again = JSON.parse((await ohcs(...run, "--resume")).out);
  const statuses = again.plates.map(({ wells }: { wells: object }) => Object.values(wells).map(({ status }) => status));
  expect(statuses).toEqual([
    ["skipped", "skipped"],
    ["skipped", "skipped"],
  ]);
});
