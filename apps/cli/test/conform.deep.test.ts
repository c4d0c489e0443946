import type { ChildProcess } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BROKEN_BACKENDS } from "./broken-backends.ts";
import { FILES } from "./conform-modules.ts";
import { runOhcs } from "./run-ohcs.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-conform-test-"));
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true }));

interface Tested {
  readonly name: string;
  readonly error: { readonly code: string } | null;
}

test("ohcs conform finds which promise each of many broken backends breaks", async () => {
  const { exitCode, out } = await runOhcs(folder, ["conform", "all-broken.ts", "--json"]);
  expect(exitCode).toBe(1);
  const subjects: readonly { readonly export: string; readonly tests: readonly Tested[] }[] = JSON.parse(out).subjects;
  const found = BROKEN_BACKENDS.map(([what, , name], i) => {
    const tests = subjects.find((subject) => subject.export === `broken${i}`)?.tests ?? [];
    return [what, tests.find((tested) => tested.name === name)?.error?.code];
  });
  expect(found).toEqual(BROKEN_BACKENDS.map(([what, , , code]) => [what, code]));
});

test.each([
  ["", []],
  [" --measure", ["--measure"]],
])("Ctrl-C ends ohcs conform%s while a backend hangs, and leaves nothing behind", async (_, more) => {
  const temporary = await mkdtemp(join(folder, "temporary-"));
  const interrupt = async (child: ChildProcess) => {
    await new Promise<void>((resolve) => child.stderr?.on("data", (chunk) => /hanging/.test(chunk) && resolve()));
    child.kill("SIGINT");
  };
  const argv = ["conform", "hangs.ts", "--timeout", "600", ...more];
  const { exitCode } = await runOhcs(folder, argv, interrupt, { TMPDIR: temporary });
  expect(exitCode).toBe(130);
  expect(await readdir(temporary)).toEqual([]);
});

test("ohcs conform --measure shows what saves and loads cost", async () => {
  const { out } = await runOhcs(folder, ["conform", "good.ts", "--measure"]);
  expect(out).toMatch(/512 × 512 uint16, median of 64: save [\d.]+ ms, 16 at once [\d.]+ ms each, load [\d.]+ ms/);
});
