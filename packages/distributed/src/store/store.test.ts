import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeContext, type WellResult, type WellTask } from "@ohcs/context";
import { contextOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addLine, Journals } from "./journals.ts";
import { RemoteFolder } from "./remote-folder.ts";
import { taskOf, taskText } from "./task-text.ts";

let root = "";
let folder: RemoteFolder;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ohcs-store-"));
  folder = new RemoteFolder(root);
});
afterEach(() => rm(root, { recursive: true }));

const taskFor = (well: string, context = encodeContext(contextOf({ well, steps: [{ name: "only", groups: [] }] }))) =>
  ({ context, wellId: well, attempt: 1, deadlineMs: null, contributors: [] }) satisfies WellTask;

test("what the contexts of a plate share is kept once, and every task comes back as it was", async () => {
  const kept = new Map<string, string>();
  const texts = [];
  for (const well of ["A01", "A02"]) texts.push(await taskText(taskFor(well), "s", folder, kept));
  expect(kept.size).toBe(1);
  const back = await Promise.all(texts.map((text) => taskOf(text, (sha256) => folder.text(sha256))));
  expect(back).toEqual(["A01", "A02"].map((well) => ({ startup: "s", task: taskFor(well) })));
  expect(texts[0]?.length).toBeLessThan(taskFor("A01").context.length / 2);
});

test("a context of unknown form comes back as it was, too", async () => {
  const text = await taskText(taskFor("A01", "{}"), "s", folder, new Map());
  expect(await taskOf(text, () => expect.fail("nothing is shared"))).toEqual({
    startup: "s",
    task: taskFor("A01", "{}"),
  });
});

test("a slice of a text is read alone, and other bytes are refused", async () => {
  const blob = await folder.keep("µone two");
  const { sha256Hex } = await import("@ohcs/context");
  const slice = { blob, at: 6, bytes: 3, sha256: sha256Hex("two") };
  expect(await folder.slice(slice)).toBe("two");
  await expect(folder.slice({ ...slice, at: 5 })).rejects.toMatchObject({ code: "JOB_CORRUPT" });
  await writeFile(join(root, `.ohcs/cas/${blob.slice(0, 2)}/${blob}.json`), "µone twx");
  await expect(folder.slice(slice)).rejects.toMatchObject({ code: "JOB_CORRUPT" });
  await expect(folder.text(blob)).rejects.toMatchObject({ code: "JOB_CORRUPT" });
});

test("results come once each, those of a line that is not finished later, and a damaged line costs no other", async () => {
  const results = join(root, "results");
  await mkdir(results);
  const result = { wellId: "Ä01" } as WellResult;
  const journals = new Journals(results);
  expect(await journals.news()).toEqual([]);
  await addLine(results, { job: "a", result, events: [] });
  expect(await journals.news()).toEqual([{ job: "a", result, events: [] }]);
  const [name = ""] = await readdir(results);
  await appendFile(join(results, name), '{"job":"b","fai');
  expect(await journals.news()).toEqual([]);
  await appendFile(join(results, name), 'led":"ä"}\n{"job":');
  await addLine(results, { job: "c", failed: "why" });
  expect(await journals.news()).toEqual([
    { job: "b", failed: "ä" },
    { job: "c", failed: "why" },
  ]);
});

test("an output belongs to one run at a time, and only that one removes what is there", async () => {
  await folder.begin({ id: "one", engine: "bullmq" });
  await folder.stop("one", "all", "stop");
  expect(await folder.stops("one")).toEqual(new Set(["all.stop"]));
  await folder.begin({ id: "two", engine: "slurm" });
  await folder.end("one");
  expect(await folder.run()).toEqual({ id: "two", engine: "slurm" });
  await folder.end("two");
  expect([await folder.run(), await readdir(join(root, ".ohcs"))]).toEqual([null, []]);
  await folder.stop("two", "all", "stop");
});
