import { expect, test } from "vitest";
import { memoryRunHost } from "../memory/memory-run-host.ts";
import { type RecordBody, sealedRecord } from "../stored/well-record-file.ts";
import { dropArtifacts } from "./drop-artifacts.ts";

const [OLD, READ, MADE, NOW] = ["a", "b", "c", "d"].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
  string,
];
const pathOf = (hash: string) => `artifacts/light/${hash}.json`;

async function record(fields: Partial<RecordBody>, outputs: readonly string[] = []): Promise<string> {
  const files = outputs.map((path) => ({ path, bytes: 1, sha256: "" }));
  const ended = { status: "success", error: null, attempts: 1, startedAt: "", durationMs: 0 } as const;
  const result = { ...ended, wellId: "A01", steps: [], outputs: files, peakBytes: 0, worker: "here" };
  const fragment = { well: "A01", subdirectories: {} };
  const body = { specVersion: 1, wellId: "A01", fingerprint: "", result, fragment, log: [] } as const;
  return JSON.stringify(await sealedRecord({ ...body, ...fields }));
}

/** What is left of an output with these artifacts, one of them read by a well and one made by a reduction. */
async function leftOf(more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const files = new Map([OLD, READ, MADE, NOW].map((hash) => [pathOf(hash), "{}"]));
  files.set(".ohcs/wells/A01.json", await record({ artifacts: [{ name: "light", hash: READ }] }));
  files.set(".ohcs/reductions/dark.json", await record({}, [pathOf(MADE)]));
  for (const [path, text] of Object.entries(more)) files.set(path, text);
  const folder = await memoryRunHost(files).openOutput("");
  await dropArtifacts(folder, [{ name: "light", hash: NOW }]);
  return [...files.keys()].filter((path) => path.startsWith("artifacts/"));
}

test("of earlier artifacts exactly those are removed that no record read or made", async () => {
  expect(await leftOf()).toEqual([READ, MADE, NOW].map(pathOf));
});

test("where one record does not prove itself every artifact stays, and those of other names do anyway", async () => {
  expect(await leftOf({ ".ohcs/wells/B01.json": "{}" })).toEqual([OLD, READ, MADE, NOW].map(pathOf));
  expect(await leftOf({ [`artifacts/dark/${OLD}.json`]: "{}" })).toContain(`artifacts/dark/${OLD}.json`);
});
