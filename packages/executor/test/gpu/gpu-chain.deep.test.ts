import type { StepTiming, WellResult } from "@ohcs/context";
import { threadsRunner } from "@ohcs/executor/threads";
import { type CallFixture, contextOf, plateOf, stored, storedValue } from "@ohcs/testkit/contexts";
import { onSoftwareDrivers } from "@ohcs/testkit/gpu-drivers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runPlate } from "../plate-runs.ts";
import { expectCloseImages } from "./expect-close-images.ts";
import { gpuFolders } from "./gpu-folders.ts";
import { type GpuMachine, gpuMachine } from "./gpu-machine.ts";
import { type CompiledFor, gpuField, gpuWell, onGpu, placeWell } from "./gpu-wells.ts";

const WELLS = ["A01", "A02", "B01", "B02"];

const folders = gpuFolders(WELLS);

onSoftwareDrivers({ describe, test }, (driver) => {
  let machine: GpuMachine;
  let gpu: CompiledFor;
  beforeAll(async () => {
    machine = await gpuMachine([driver]);
    gpu = { adapter: machine.adapters[0] ?? { id: "none", name: "none" } };
  });
  afterAll(() => machine.remove());

  /** Runs the wells on the GPU; each must succeed. */
  async function run(contexts: Parameters<typeof plateOf>[0]): Promise<Readonly<Record<string, WellResult>>> {
    const { result } = await runPlate(folders(), plateOf(contexts), threadsRunner(), {
      gpu: async () => machine.workers(),
    });
    expect(Object.values(result.wells).flatMap(({ error }) => error ?? [])).toEqual([]);
    return result.wells;
  }

  const stepsOf = (wells: Readonly<Record<string, WellResult>>) => Object.values(wells).map(({ steps }) => steps[0]);
  const countsOf = (steps: readonly (StepTiming | undefined)[]) => steps.map((step) => step?.gpu);

  test("a chain is uploaded once and downloaded once for each image, and buffers and pipelines serve all wells", async () => {
    const chain = ["third", "root", "third"];
    const counts = countsOf(stepsOf(await run(WELLS.map((well) => gpuWell(well, chain, gpu)))));
    const samples = 2 * 6;
    // Up go the 16 bits of the source; each image is unpacked and widened there.
    const moved = { uploads: 2, bytesUploaded: 2 * samples, downloads: 2, bytesDownloaded: 4 * samples };
    const [first, ...others] = counts;
    expect(first).toMatchObject({ ...moved, dispatches: 10, pipelinesCompiled: 4 });
    expect(others).toEqual(others.map(() => ({ ...moved, dispatches: 10, pipelinesCompiled: 0, buffersCreated: 0 })));
  });

  test("a chain gives what it gives on the CPU: within 1e-5, and exactly in integers", async () => {
    for (const chain of [
      ["third", "root"],
      ["third", "floored", "third"],
      ["halved", "halved"],
    ]) {
      await run(WELLS.map((well) => gpuWell(well, chain, gpu)));
      const onGpus = await imagesOf(WELLS);
      await runPlate(folders(), plateOf(WELLS.map((well) => gpuWell(well, chain, null))), threadsRunner());
      const onCpu = await imagesOf(WELLS);
      expect(onGpus).toHaveLength(2 * WELLS.length);
      expectCloseImages(onGpus, onCpu, chain[0] === "halved" ? 0 : 1e-5);
    }
  });

  const imagesOf = (wells: readonly string[]) =>
    Promise.all(wells.flatMap((well) => [1, 2].map((site) => folders().image(`images/${well}_s00${site}.tif`))));

  test("calls on the CPU within a chain cost a download and an upload, and calls of the same device none", async () => {
    const chain: readonly CallFixture[] = [...onGpu(["third", "root"]), "root", ...onGpu(["third"])];
    const context = contextOf({ ...oneSite(chain), ...gpuField(gpu.adapter) });
    const [counts] = countsOf(stepsOf(await run([context])));
    expect(counts).toMatchObject({ uploads: 2, downloads: 2, dispatches: 5 });
  });

  test("a function is called once for each plane of its stack, with its key, and its outputs are joined", async () => {
    const outputs = { mask: "labels:mask", sums: "table:sums", facts: "json:facts" };
    const context = contextOf({
      ...measuredStack(onGpu(["third", { call: "measure", outputs }])),
      ...gpuField(gpu.adapter),
    });
    const [counts] = countsOf(stepsOf(await run([context])));
    // Two planes for the function, which measures, and as many for the step, which keeps them.
    expect(counts).toMatchObject({ uploads: 2, downloads: 4 });
    const told = await Promise.all([
      folders().table("images_results/A01_sums.csv"),
      folders().json("images_results/A01_facts.json"),
      folders().image("labels/A01_s001.tif"),
      folders().image("labels/A01_s002.tif"),
    ]);
    const cpu = measuredStack(["third", { call: "measure", outputs }]);
    await runPlate(folders(), plateOf([contextOf(cpu)]), threadsRunner());
    expect((await folders().table("images_results/A01_sums.csv")).columns).toEqual(told[0].columns);
    expect(told[1]).toEqual(await folders().json("images_results/A01_facts.json"));
    expect(told[2]).toEqual(await folders().image("labels/A01_s001.tif"));
    expect(told[3]).toEqual(await folders().image("labels/A01_s002.tif"));
  });

  test("a well runs in a process with a device, its neighbour without a GPU in one where nothing of WebGPU is loaded", async () => {
    await run([placeWell("A01", gpu), placeWell("A02", null)]);
    const [there, here] = await Promise.all(
      ["A01", "A02"].map((well) => folders().json(`images_results/${well}_place.json`)),
    );
    expect(there).toMatchObject({ on: "gpu", hasDawn: true, pid: expect.any(Number) });
    expect(here).toMatchObject({ on: "cpu", hasDawn: false, pid: process.pid });
  });
});

function oneSite(chain: readonly CallFixture[]) {
  return {
    well: "A01",
    planes: [{ path: "A01_s1.tif", site: 1 }],
    steps: [
      {
        name: "only",
        chain,
        groups: [{ key: "s001", coordinates: { site: 1 }, inputs: { image: [0] }, images: ["s001"] }],
        outputs: { image: { kind: "image", memoryDir: null, store: stored({ dtype: null }) } },
      },
    ],
  };
}

/** One group of both sites. */
function measuredStack(chain: readonly CallFixture[]) {
  const images = ["s001", "s002"];
  return {
    well: "A01",
    planes: [1, 2].map((site) => ({ path: `A01_s${site}.tif`, site })),
    steps: [
      {
        name: "only",
        chain,
        variableComponents: ["site"],
        groups: [{ key: "", inputs: { image: [0, 1] }, images }],
        outputs: {
          image: { kind: "image", memoryDir: null, store: stored({ dtype: null }) },
          "labels:mask": { kind: "labels", store: stored({ directory: "labels", dtype: "uint32", listed: false }) },
          "table:sums": { kind: "table", store: storedValue("sums", ".csv") },
          "json:facts": { kind: "json", store: storedValue("facts", ".json") },
        },
      },
    ],
  };
}
