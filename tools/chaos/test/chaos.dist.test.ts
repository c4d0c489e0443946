import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChaos } from "@ohcs/chaos/run-chaos";
import { expect, test } from "vitest";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const INSTANTS = process.env.OHCS_TEST_DEPTH === "full" ? 50 : 6;
const SEED = 20_261;

test(`a plate of 96 wells in two phases, ended at ${INSTANTS} instants and resumed, comes to the tree of a whole run; no finished well is computed again`, async () => {
  const scratch = await mkdtemp(join(tmpdir(), "ohcs-chaos-"));
  try {
    const report = await runChaos({
      ...{ scratch, instants: INSTANTS, seed: SEED },
      ...{ ohcs: at("../../../apps/cli/dist/ohcs.js"), pipeline: at("../pipeline/chaos.mjs") },
    });
    expect(
      report.scenarios.flatMap(({ number, problems }) => problems.map((problem) => `${number}: ${problem}`)),
    ).toEqual([]);
    expect(report.scenarios).toHaveLength(INSTANTS);
    expect(report.scenarios.some(({ finished, computed }) => finished > 0 && computed > 0)).toBe(true);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}, 1_200_000);
