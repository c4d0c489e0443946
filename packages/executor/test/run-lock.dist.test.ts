import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const ROUNDS = process.env.OHCS_TEST_DEPTH === "full" ? 1_000 : 150;
const script = fileURLToPath(new URL("./fixtures/lock-rounds.mjs", import.meta.url));

test(`two writers are never both inside: two processes, ${ROUNDS} rounds (landmine 10)`, async () => {
  const root = await mkdtemp(join(tmpdir(), "ohcs-lock-"));
  try {
    const run = () => promisify(execFile)(process.execPath, [script, root, String(ROUNDS)]);
    const outputs = await Promise.all([run(), run()]);
    expect(outputs).toEqual([
      { stdout: "", stderr: "" },
      { stdout: "", stderr: "" },
    ]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
