import { type Backend, type DocumentOptions, sha256Hex } from "@ohcs/context";
import { FileManager } from "@ohcs/filemanager";
import { MemoryBackend } from "@ohcs/filemanager/memory";
import { expect, test } from "vitest";
import { loadCommitted } from "./load-committed.ts";

const TEXTS = ["Metadata_Well\nA01\n", "Metadata_Well\nA02\n"];
const [COMMITTED = "", CHANGED = ""] = TEXTS;
const file = { path: "a.csv", sha256: sha256Hex(COMMITTED) };
const REFUSED = { thrown: { code: "COMMITTED_FILE_CHANGED", details: { path: "a.csv" } }, place: { file: "a.csv" } };
const tableOf = (text: string) => ({ columns: ["Metadata_Well"], rows: [[text.split("\n")[1] ?? ""]] });

/** A backend whose file holds another of `texts` at each reading, the last one for good. */
function storageOf(shows: boolean, ...texts: readonly string[]) {
  const reads: string[] = [];
  const read = (method: string) => texts[Math.min(reads.push(method), texts.length) - 1] ?? "";
  const own: Partial<Backend> = {
    loadText: async () => read("loadText"),
    loadTable: async (_, { inspect }: DocumentOptions = {}) => {
      const text = read("loadTable");
      if (shows) await inspect?.(new TextEncoder().encode(text));
      return tableOf(text);
    },
  };
  const storage = new FileManager({ output: () => Object.assign(new MemoryBackend(), own) });
  return { reads, load: () => loadCommitted(storage, "table", file, "output") };
}

test("a committed file is read once, and what was read is what is proved", async () => {
  const { reads, load } = storageOf(true, COMMITTED, CHANGED);
  expect(await load()).toEqual(tableOf(COMMITTED));
  expect(reads).toEqual(["loadTable"]);
  const changed = storageOf(true, CHANGED, COMMITTED);
  await expect(changed.load()).rejects.toMatchObject(REFUSED);
});

test("where a backend does not show what it parses its text is the proof", async () => {
  const { reads, load } = storageOf(false, COMMITTED);
  expect(await load()).toEqual(tableOf(COMMITTED));
  expect(reads).toEqual(["loadTable", "loadText"]);
  await expect(storageOf(false, CHANGED).load()).rejects.toMatchObject(REFUSED);
});
