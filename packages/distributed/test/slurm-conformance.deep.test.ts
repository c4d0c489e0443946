import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { slurmRunner } from "@ohcs/distributed/slurm";
import { runnerConformance } from "@ohcs/testkit";
import { afterAll, beforeAll, test } from "vitest";
import { describeWithSlurm } from "./slurm.ts";

const modulesUrl = import.meta.resolve("@ohcs/testkit/runner-conformance-modules");
const program = fileURLToPath(new URL("chunk-program.mjs", import.meta.url));

describeWithSlurm("the runner slurm", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ohcs-slurm-"));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const command = [process.execPath, program, JSON.stringify({ "ohcs:runner-conformance": modulesUrl })];
  runnerConformance({
    test,
    create: () => slurmRunner({ folder, command, slots: 1, pollMs: 100, lookMs: 500, graceMs: 1000, closeMs: 30_000 }),
    modulesUrl,
  });
});
