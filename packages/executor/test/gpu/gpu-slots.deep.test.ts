import { encodeContext, type ProcessingContext } from "@ohcs/context";
import { plateOf } from "@ohcs/testkit/contexts";
import { softwareDrivers } from "@ohcs/testkit/gpu-drivers";
import { expect, test } from "vitest";
import { childProcesses } from "../failures/child-processes.ts";
import { runPlate } from "../plate-runs.ts";
import { RUNNERS } from "../runners.ts";
import { expectCloseImages } from "./expect-close-images.ts";
import { gpuFolders } from "./gpu-folders.ts";
import { type GpuMachine, gpuMachine, providerOfTests } from "./gpu-machine.ts";
import { gpuWell } from "./gpu-wells.ts";

const WELLS = Array.from({ length: 32 }, (_, i) => `${"ABCD"[Math.floor(i / 8)]}0${(i % 8) + 1}`);

const drivers = softwareDrivers();
const hasBoth = drivers.length > 1;
if (!hasBoth)
  process.stderr.write("GPU TESTS WITHOUT LAVAPIPE: one driver plays both adapters of the executor's test\n");

const folders = gpuFolders(WELLS);

/** Two adapters, whose memory holds one worker and two. */
function twoAdapters(): Promise<GpuMachine> {
  const settings = (names: readonly string[]) => ({
    memoryBytes: Object.fromEntries(names.map((name, i) => [name, 1e9 * (i + 1)])),
    peakBytes: 150e6,
    maxWorkersPerGpu: 8,
  });
  return gpuMachine(drivers, settings, hasBoth ? undefined : providerOfTests("doubledDawn"));
}

/** Every second well computes in integers. */
const chainOf = (i: number) => (i % 2 === 0 ? ["third", "root"] : ["halved", "halved"]);

test.skipIf(drivers.length === 0)(
  "32 wells on two adapters of 1 and 2 slots: both are used, as many at the same time as there are slots, and the results are those of the CPU (landmine 18)",
  async () => {
    const machine = await twoAdapters();
    try {
      const [first, second] = machine.adapters;
      if (first === undefined || second === undefined) throw new Error("expected two adapters");
      const wellOf = (well: string, i: number) => gpuWell(well, chainOf(i), { adapter: i % 3 === 0 ? first : second });
      const gpu = async () => machine.workers();
      const { result } = await runPlate(folders(), plateOf(WELLS.map(wellOf)), RUNNERS.threads(), { gpu, workers: 8 });
      expect(result).toMatchObject({
        status: "complete",
        environment: { workers: 3 },
        gpus: [
          { adapter: first.id, slots: 1, maximum: 1, granted: 11, retired: 0 },
          { adapter: second.id, slots: 2, maximum: 2, granted: 21, retired: 0 },
        ],
      });
      const workers = new Set(Object.values(result.wells).map(({ worker }) => worker));
      expect([...workers].toSorted()).toEqual([`${first.id}-1`, `${second.id}-1`, `${second.id}-2`].toSorted());
      expect(machine.registry.status().adapters.map(({ leases }) => leases.held)).toEqual([0, 0]);
      await expectAsOnCpu();
    } finally {
      await machine.remove();
    }
  },
  240_000,
);

async function expectAsOnCpu(): Promise<void> {
  const imagesOf = (wells: readonly string[]) =>
    Promise.all(wells.flatMap((well) => [1, 2].map((site) => folders().image(`images/${well}_s00${site}.tif`))));
  const [floats, integers] = [0, 1].map((rest) => WELLS.filter((_, i) => i % 2 === rest));
  const onGpus = await Promise.all([imagesOf(floats ?? []), imagesOf(integers ?? [])]);
  const contexts = WELLS.map((well, i) => gpuWell(well, chainOf(i), null));
  await runPlate(folders(), plateOf(contexts), RUNNERS.threads());
  expectCloseImages(onGpus[0], await imagesOf(floats ?? []), 1e-5);
  expectCloseImages(onGpus[1], await imagesOf(integers ?? []), 0);
}

test.skipIf(drivers.length === 0)(
  "50 times opened and closed: no process stays, and the parent's memory does not grow with them",
  async () => {
    const machine = await gpuMachine(drivers.slice(0, 1));
    try {
      const [adapter] = machine.adapters;
      if (adapter === undefined) throw new Error("expected an adapter");
      const context = gpuWell("A01", ["third"], { adapter });
      const before = childProcesses();
      for (let cycle = 0; cycle < 10; cycle++) await openAndClose(machine, context);
      const bytes = process.memoryUsage().rss;
      for (let cycle = 10; cycle < 50; cycle++) await openAndClose(machine, context);
      // A device that stayed would take 25 MB each time, a process its pipes.
      expect(process.memoryUsage().rss - bytes).toBeLessThan(64e6);
      expect(childProcesses()).toEqual(before);
      expect(machine.registry.status().adapters[0]?.leases).toMatchObject({ held: 0, granted: 50, retired: 0 });
    } finally {
      await machine.remove();
    }
  },
  240_000,
);

/** A session of workers that runs one well. */
async function openAndClose(machine: GpuMachine, context: ProcessingContext): Promise<void> {
  const startup = { ...folders().startup, runId: "test" };
  const session = machine.workers().start({ width: 1, startup, onEvent: () => undefined });
  const gpu = { adapter: context.gpu?.adapter ?? "", name: "", fallback: null };
  const task = { context: encodeContext(context), wellId: "A01", attempt: 1, deadlineMs: null, contributors: [], gpu };
  const { error } = await session.run(task, new AbortController().signal);
  await session.close();
  expect(error).toBeNull();
}
