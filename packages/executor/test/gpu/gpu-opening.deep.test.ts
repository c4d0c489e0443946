import { gpuProcesses } from "@ohcs/executor/gpu";
import { createGpuRegistry, type GpuProbe } from "@ohcs/gpu-registry";
import { plateOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { childProcesses } from "../failures/child-processes.ts";
import { runPlate } from "../plate-runs.ts";
import { RUNNERS } from "../runners.ts";
import { gpuFolders } from "./gpu-folders.ts";
import { providerOfTests } from "./gpu-machine.ts";
import { gpuWell } from "./gpu-wells.ts";

const WELLS = ["A01", "A02", "B01", "B02"];
const BOARD = { id: "board", name: "Board" };

const record = {
  ...BOARD,
  backend: "test",
  copies: 1,
  vendor: "",
  architecture: "",
  description: "",
  software: false,
  subgroupSizes: null,
  features: [],
  limits: {},
  selfTest: { passed: true, ms: 1, message: null },
};
const probe: GpuProbe = { specVersion: 1, provider: "test", adapters: [record], reason: null, notes: [] };

const folders = gpuFolders(WELLS);

/** No step has a limit, so that nothing but patience ends these workers. */
test.each([false, true])(
  "a driver that blocks its process while it opens costs every well its GPU, and is given up after three (fallback: %s)",
  async (fallback) => {
    const registry = createGpuRegistry({ probe: async () => probe, hostMemoryBytes: 4e9 });
    await registry.initialize();
    const workers = gpuProcesses({ registry, provider: providerOfTests("blockingProvider"), patienceMs: 1000 });
    const plate = plateOf(WELLS.map((well) => gpuWell(well, ["third"], { adapter: BOARD, fallback })));
    const before = childProcesses();
    const { result } = await runPlate(folders(), plate, RUNNERS.threads(), { gpu: async () => workers });
    expect(childProcesses()).toEqual(before);
    const codes = Object.values(result.wells).map(({ error, gpu }) => error?.code ?? gpu?.fallback?.code);
    expect(codes).toEqual(["GPU_HUNG", "GPU_HUNG", "GPU_HUNG", "GPU_NO_SLOTS"]);
    expect(result).toMatchObject({ status: fallback ? "complete" : "failed", gpus: [{ granted: 3, retired: 1 }] });
    const { error, gpu } = result.wells.A01 ?? {};
    const message =
      "Cannot open the device: expected the GPU's answer within 1000 ms, got none, and a process that is blocked";
    if (fallback) expect(gpu?.fallback).toEqual({ code: "GPU_HUNG", message });
    else expect(error).toMatchObject({ message, step: { index: 0, name: "only" } });
  },
);
