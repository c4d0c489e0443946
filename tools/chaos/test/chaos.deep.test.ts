import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { runChaos } from "@ohcs/chaos/run-chaos";
import { expect, test } from "vitest";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const INSTANTS = process.env.OHCS_TEST_DEPTH === "full" ? 20 : 6;
const SEED = 20_261;

test.each([
  ["--instants", "abc"],
  ["--instants", "0"],
  ["--instants", "1.5"],
  ["--seed", "-1"],
])("chaos refuses %s %s instead of proving nothing", async (option, value) => {
  const failing = promisify(execFile)(process.execPath, [at("../dist/main.js"), `${option}=${value}`]);
  await expect(failing).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining(`Cannot read '${option}': expected an integer of`),
  });
});

test("chaos names the folder that it leaves if it cannot continue", async () => {
  const argv = [at("../dist/main.js"), "--instants", "1", "--ohcs", "/no/such/program.js"];
  const failing = promisify(execFile)(process.execPath, argv);
  const { code, stderr } = await failing.then(
    () => ({ code: 0, stderr: "" }),
    (error: { readonly code: number; readonly stderr: string }) => error,
  );
  expect(code).toBe(1);
  const [, folder = ""] = /see '([^']+)'/.exec(stderr) ?? [];
  await rm(folder, { recursive: true });
});

test(`a plate of 96 wells in two phases, ended at ${INSTANTS} instants and resumed, comes to the tree of a whole run; no finished well is computed again`, async () => {
  const scratch = await mkdtemp(join(tmpdir(), "ohcs-chaos-"));
  const report = await runChaos({
    scratch,
    instants: INSTANTS,
    seed: SEED,
    ohcs: at("../../../apps/cli/dist/ohcs.js"),
    pipeline: at("../pipeline/chaos.mjs"),
  });
  const problems = report.scenarios.flatMap(({ number, problems }) =>
    problems.map((problem) => `${number}: ${problem}`),
  );
  expect(problems, `see '${scratch}'`).toEqual([]);
  expect(report.scenarios).toHaveLength(INSTANTS);
  expect(report.scenarios.some(({ finished, computed }) => finished > 0 && computed > 0)).toBe(true);
  // Only if nothing was lost: evidence is kept.
  await rm(scratch, { recursive: true });
}, 1_200_000);
