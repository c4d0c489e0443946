import { describe } from "vitest";

/** Tests that need Slurm; where there is none, one line says what is left out. */
export function describeWithSlurm(name: string, tests: () => void): void {
  const isThere = process.env.SLURM_CONF !== undefined;
  if (!isThere) process.stderr.write(`LEFT OUT: ${name} needs Slurm; .ci/services starts one and says SLURM_CONF\n`);
  describe.skipIf(!isThere)(name, tests);
}
