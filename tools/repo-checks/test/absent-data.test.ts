import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { readRepositoryFiles, workspacePackages } from "../src/repository/repository-files.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "ohcs-absent-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const folders = workspacePackages(readRepositoryFiles(root))
  .filter(({ manifest }) => manifest.scripts?.["test:data"] !== undefined)
  .map(({ folder }) => folder);

/** The suite on real plates of a package, in a clone with nothing beside it. Its report goes elsewhere: those of the package are counted. */
function runWithoutData(folder: string) {
  const report = join(scratch, "data.json");
  const args = ["run", "--mode", "data", `--outputFile.json=${report}`];
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, folder, "node_modules/vitest/vitest.mjs"), ...args],
    {
      cwd: join(root, folder),
      env: { ...process.env, OHCS_TEST_DATA: join(scratch, "nothing") },
      encoding: "utf8",
    },
  );
  return { status, stderr, report: JSON.parse(readFileSync(report, "utf8")) };
}

/** A Vitest for each package takes its time: the other packages are tested at depth. */
const tried = process.env.OHCS_TEST_DEPTH === undefined ? ["packages/ngff"] : folders;

test.each(tried)(
  "in a clone with nothing beside it the suite of %s on real plates passes, and reports what it skips (landmine 50)",
  { timeout: 180_000 },
  (folder) => {
    const { status, stderr, report } = runWithoutData(folder);
    expect([status, report.success, report.numFailedTests], stderr).toEqual([0, true, 0]);
    expect(report.numPendingTests).toBeGreaterThan(0);
    const skipped = report.testResults.filter(({ assertionResults }: { assertionResults: { status: string }[] }) =>
      assertionResults.every(({ status: outcome }) => outcome === "skipped"),
    );
    expect(stderr.split("\n").filter((line) => line.includes("SKIPPED"))).toHaveLength(skipped.length);
  },
);
