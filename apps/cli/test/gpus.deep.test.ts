import { tmpdir, totalmem } from "node:os";
import { driverEnv, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { expect, test } from "vitest";
import { runOhcs } from "./run-ohcs.ts";

const driver = swiftShader();

test.runIf(driver !== null)(
  "ohcs gpus shows memory and slots as the configuration says, and where they come from",
  async () => {
    const withDriver = { ...(driver === null ? {} : driverEnv(driver)), OHCS_MAX_WORKERS_PER_GPU: "3" };
    const show = (...set: readonly string[]) =>
      runOhcs(tmpdir(), ["gpus", "--json", ...set.flatMap((text) => ["--set", text])], undefined, withDriver);
    const { adapters } = JSON.parse((await show("gpuMemoryShare=1")).out);
    expect(adapters).toMatchObject([{ memory: { bytes: totalmem(), source: "share" }, slots: 3 }]);
    const named = JSON.parse((await show(`gpuMemoryBytes.${adapters[0].id}=5e9`)).out);
    expect(named.adapters).toMatchObject([{ memory: { bytes: 5e9, source: "configured" } }]);
  },
);
