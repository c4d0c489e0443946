import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { appendLines } from "./output-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-lines-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("appendLines() makes the file and its folder, and adds at the end", async () => {
  const path = join(folder, "a", "b.jsonl");
  await appendLines(path, "1\n");
  await appendLines(path, "2\n3\n");
  expect(await readFile(path, "utf8")).toBe("1\n2\n3\n");
});

test("appendLines() leaves the half line of a killed run on a line of its own", async () => {
  const path = join(folder, "events.jsonl");
  for (const [before, after] of [
    ['{"seq":0}\n{"se', '{"seq":0}\n{"se\n{"seq":0}\n'],
    ['{"seq":0}\n', '{"seq":0}\n{"seq":0}\n'],
    ["", '{"seq":0}\n'],
  ] as const) {
    await writeFile(path, before);
    await appendLines(path, '{"seq":0}\n');
    expect(await readFile(path, "utf8")).toBe(after);
  }
});
