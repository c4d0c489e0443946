import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { PlateResult, WellResult } from "@ohcs/context";
import { driverEnv, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { expect, test } from "vitest";
import { begin, complete, GPU_PIPELINE, someDone, stage, WELLS } from "./counted-run.ts";
import { contentsOf } from "./file-tree.ts";
import { networkNodes, whyNoNetwork } from "./network-nodes.ts";
import { ownRedis } from "./own-redis.ts";
import { runOhcs } from "./run-ohcs.ts";
import { describeWithRedis } from "./worker-ohcs.ts";

const reason = whyNoNetwork();
if (reason !== null) process.stderr.write(`LEFT OUT: machines with addresses of their own: ${reason}\n`);
const driver = swiftShader();
if (driver === null)
  process.stderr.write("NO GPU RUNS: SwiftShader comes with @sparticuz/chromium, for Linux on x64\n");

describeWithRedis("two machines with names and addresses of their own, and one folder", () => {
  test.runIf(reason === null)(
    "of which one is cut off for a while: its well runs on the other one, and no well is lost",
    async () => {
      const { address, nodes } = networkNodes();
      const redis = await ownRedis(() => ["--bind", "127.0.0.1", address, "--protected-mode", "no"]);
      const on = await stage(`redis://${address}:${redis.port}`);
      for (const { within } of nodes) await on.worker({ within });
      const { ended } = begin(on, on.run);
      await someDone(on);
      nodes[0].plug(false);
      await sleep(3_000);
      nodes[0].plug(true);
      await complete(ended);
      expect(await on.executions()).toBeLessThanOrEqual(WELLS.length + 2);
      await on.proveOutput();
      const wells = Object.values((await resultOf(on.sample.folder)).wells);
      expect(new Set(wells.map(hostOf))).toEqual(new Set(nodes.map(({ name }) => name)));
    },
  );

  test.runIf(reason === null && driver !== null)("lease each its own GPU, one well at a time", async () => {
    const { address, nodes } = networkNodes();
    const redis = await ownRedis(() => ["--bind", "127.0.0.1", address, "--protected-mode", "no"]);
    const on = await stage(`redis://${address}:${redis.port}`);
    const { folder } = on.sample;
    await writeFile(join(folder, "gpu.ts"), GPU_PIPELINE);
    const env = driver === null ? {} : driverEnv(driver);
    // Two workers on the first machine share its GPU.
    for (const { within } of [nodes[0], nodes[0], nodes[1]])
      await on.worker({ within, argv: ["--class", "cpu,gpu"], env });
    const argv = on.run.map((word) => (word === "p.ts" ? "gpu.ts" : word));
    const { exitCode, err } = await runOhcs(folder, [...argv, "--gpu", "require"], undefined, { ...on.env, ...env });
    expect(exitCode, err).toBe(0);
    const wells = Object.values((await resultOf(folder)).wells);
    for (const { name } of nodes) {
      const own = wells.filter((well) => hostOf(well) === name);
      expect(own.length, name).toBeGreaterThan(0);
      for (const { gpu } of own)
        expect(gpu).toMatchObject({ name: expect.stringContaining("SwiftShader"), fallback: null });
      expect(overlaps(own), name).toEqual([]);
    }
    await runOhcs(
      folder,
      ["run", "tiny", "-p", "gpu.ts", "-o", "alone", "--gpu", "require", "--runner", "inline"],
      undefined,
      env,
    );
    expect(await contentsOf(join(folder, "out"))).toEqual(await contentsOf(join(folder, "alone")));
  });
});

async function resultOf(folder: string): Promise<PlateResult> {
  return JSON.parse(await readFile(join(folder, "out/.ohcs/run.json"), "utf8"));
}

/** Results name the worker as host/slot. */
function hostOf({ worker }: WellResult): string {
  return worker.split("/")[0] ?? "";
}

/** Wells that began before the one before them had ended. */
function overlaps(wells: readonly WellResult[]): readonly string[] {
  const spans = wells
    .map(({ wellId, startedAt, durationMs }) => ({
      wellId,
      from: Date.parse(startedAt),
      to: Date.parse(startedAt) + durationMs,
    }))
    .toSorted((a, b) => a.from - b.from);
  return spans.flatMap(({ wellId, from }, i) => (from < Math.floor(spans[i - 1]?.to ?? 0) ? [wellId] : []));
}
