import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contentsOf } from "./file-tree.ts";
import { runHere } from "./run-here.ts";
import { statuses } from "./run-ohcs.ts";
import { type SamplePlate, samplePlate } from "./sample-plate.ts";
import { chunksIn, succeed } from "./zarr-plates.ts";
import { MANY, run } from "./zarr-run-of-tiny.ts";

let sample: SamplePlate;
beforeAll(async () => {
  sample = await samplePlate(MANY);
});
afterAll(() => sample[Symbol.asyncDispose]());

test("mosaics are refused before the run: their size is not known beforehand", async () => {
  const { exitCode, out } = await runHere(sample.folder, [...run("preset:stitch", "mosaic"), "--json"]);
  expect(exitCode).toBe(2);
  const { diagnostics } = JSON.parse(out).error.details;
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ code: "ZARR_SIZE_UNKNOWN", hint: expect.stringContaining("plain files, such as disk") }),
  );
});

test("resuming computes exactly the wells again of which a chunk is gone or changed", async () => {
  const resume = run("preset:project", "resumed", "--resume", "--json");
  await succeed(sample.folder, resume);
  const whole = await contentsOf(join(sample.folder, "resumed"));
  const plate = join(sample.folder, "resumed/images.zarr");
  expect(statuses((await succeed(sample.folder, resume)).out)).toEqual(["skipped", "skipped", "skipped"]);

  const [gone = ""] = await chunksIn(join(plate, "A/1"));
  await rm(gone);
  expect(statuses((await succeed(sample.folder, resume)).out)).toEqual(["success", "skipped", "skipped"]);
  expect(await contentsOf(join(sample.folder, "resumed"))).toEqual(whole);

  const changed = (await chunksIn(join(plate, "B/3"))).at(-1) ?? "";
  const bytes = await readFile(changed);
  await writeFile(changed, bytes.fill(255 - (bytes.at(-1) ?? 0), bytes.length - 1));
  const why = JSON.parse((await succeed(sample.folder, ["why", "resumed", "B03", "--json"])).out);
  expect([why.verdict, why.file]).toEqual(["damaged", changed.slice(join(sample.folder, "resumed/").length)]);
  expect(statuses((await succeed(sample.folder, resume)).out)).toEqual(["skipped", "skipped", "success"]);
  expect(await contentsOf(join(sample.folder, "resumed"))).toEqual(whole);
}, 120_000);
