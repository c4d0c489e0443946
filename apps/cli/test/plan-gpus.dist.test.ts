import { expect, test } from "vitest";
import { PLAN, plannedPlate } from "./plate-planned-for-gpus.ts";
import { runHere } from "./run-here.ts";

test("plan on a machine without a GPU says that functions with code for one run on the CPU, unless they must not", async () => {
  await using sample = await plannedPlate();
  const plan = (...options: readonly string[]) => runHere(sample.folder, [...PLAN, ...options]);
  const { exitCode, out } = await plan();
  expect(exitCode).toBe(0);
  expect(out).toContain("  on CPU  copy: there is no GPU\n");
  const required = await plan("--gpu", "require");
  expect(required.exitCode).toBe(2);
  expect(required.err).toContain(
    "error GPU_UNAVAILABLE: Cannot run 'copy' of step 'copy' on a GPU: there is no GPU; expected a GPU that fits",
  );
  const never = await plan("--gpu", "never");
  expect(never.out).toContain("  on CPU  copy: the policy is 'never'\n");
});
