import type { PlateResult, RunEvent } from "@ohcs/context";
import { type CallFixture, plateOf } from "@ohcs/testkit/contexts";
import { onSoftwareDrivers } from "@ohcs/testkit/gpu-drivers";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { childProcesses } from "../failures/child-processes.ts";
import { runPlate } from "../plate-runs.ts";
import { RUNNERS } from "../runners.ts";
import { gpuFolders } from "./gpu-folders.ts";
import { type GpuMachine, gpuMachine, providerOfTests } from "./gpu-machine.ts";
import { type CompiledFor, gpuThenCpuWell, gpuWell } from "./gpu-wells.ts";

const WELLS = ["A01", "A02", "B01", "B02"];
const BAD = "A02";
const DONE = Object.fromEntries(WELLS.map((well) => [well, "success"]));

/** What is done to a well on its GPU, and how that ends. */
interface Trouble {
  readonly name: string;
  readonly chain: readonly CallFixture[];
  readonly code: string;
  /** The function that failed; null if only the step is known. */
  readonly function: string | null;
  readonly message: RegExp;
  readonly timeoutS?: number;
  readonly patienceMs?: number;
}

const TROUBLES: readonly Trouble[] = [
  {
    name: "WGSL that does not compile",
    chain: ["third", "badWgsl", "root"],
    code: "GPU_SHADER_INVALID",
    function: "badWgsl",
    message: /badWgsl:\d+:\d+: .*sauce/,
  },
  {
    name: "a crash of the process",
    chain: ["third", "crashes"],
    code: "WORKER_EXITED",
    function: null,
    message: /SIGSEGV/,
  },
  {
    name: "a kernel that never ends, in a step with a limit",
    chain: ["third", "endless"],
    code: "STEP_TIMEOUT",
    function: null,
    message: /within 3000 ms/,
    timeoutS: 3,
  },
  {
    name: "a kernel that never ends, without a limit",
    chain: ["third", "endless"],
    // Long enough for the device to open, and for the other wells, on a machine with much else to do.
    code: "GPU_HUNG",
    function: "endless",
    message: /within 10000 ms/,
    patienceMs: 10_000,
  },
  {
    name: "a device that is destroyed in use",
    chain: ["third", "destroysDevice", "root"],
    code: "GPU_DEVICE_LOST",
    function: "root",
    message: /lost/,
  },
];

const folders = gpuFolders(WELLS);

onSoftwareDrivers({ describe, test }, (driver) => {
  let machine: GpuMachine;
  beforeAll(async () => {
    machine = await gpuMachine([driver], undefined, providerOfTests("watchedDawn"));
  });
  afterAll(() => machine.remove());
  afterEach(() => {
    const { leases } = machine.registry.status().adapters[0] ?? {};
    expect(leases).toMatchObject({ held: 0, waiting: 0, retired: 0 });
  });

  async function run(trouble: Trouble, fallback: boolean) {
    const gpu: CompiledFor = { adapter: machine.adapters[0] ?? { id: "none", name: "none" }, fallback };
    const { chain, timeoutS = null } = trouble;
    const wellOf = (well: string) =>
      well === BAD ? gpuWell(well, chain, gpu, { timeoutS }) : gpuWell(well, ["third", "root"], gpu);
    const before = childProcesses();
    const ran = await runPlate(folders(), plateOf(WELLS.map(wellOf)), RUNNERS.threads(), {
      gpu: async () => machine.workers({}, trouble.patienceMs),
    });
    expect(childProcesses()).toEqual(before);
    return ran;
  }

  describe.each(TROUBLES)("$name", (trouble) => {
    test("is an error of that well alone, with its step and reason", async () => {
      const { result } = await run(trouble, false);
      expect(statusesOf(result)).toEqual({ ...DONE, [BAD]: "error" });
      const { error, gpu } = result.wells[BAD] ?? {};
      expect(error).toMatchObject({
        code: trouble.code,
        function: trouble.function,
        step: { index: 0, name: "only" },
        message: expect.stringMatching(trouble.message),
      });
      expect(gpu).toMatchObject({ fallback: null });
    });

    test("makes the well run on the CPU if its calls may, and is reported", async () => {
      const { result, events } = await run(trouble, true);
      expect(statusesOf(result)).toEqual(DONE);
      const fallback = { code: trouble.code, message: expect.stringMatching(trouble.message) };
      expect(result.wells[BAD]).toMatchObject({ attempts: 2, gpu: { fallback } });
      expect(await folders().json(`.ohcs/wells/${BAD}.json`)).toMatchObject({ result: { gpu: { fallback } } });
      expect(events.filter(isFallback)).toMatchObject([{ well: BAD, code: trouble.code }]);
      expect(result.wells.A01?.gpu).toMatchObject({ fallback: null });
    });
  });

  test("steps on the CPU that end their workers cost the slot nothing: the last of four wells still has its GPU", async () => {
    const gpu: CompiledFor = { adapter: machine.adapters[0] ?? { id: "none", name: "none" } };
    const chainOf = (well: string) => (well === WELLS.at(-1) ? ["root"] : ["crashesOnCpu"]);
    const plate = plateOf(WELLS.map((well) => gpuThenCpuWell(well, chainOf(well), gpu)));
    const { result } = await runPlate(folders(), plate, RUNNERS.threads(), { gpu: async () => machine.workers() });
    const codes = WELLS.map((well) => result.wells[well]?.error?.code ?? null);
    expect(codes).toEqual(["WORKER_EXITED", "WORKER_EXITED", "WORKER_EXITED", null]);
    expect(result.wells.A01?.error?.step).toMatchObject({ name: "onCpu" });
  });

  /** Ways in which no worker gets its device. */
  const UNOPENED = [
    { name: "a driver that is gone", env: { VK_DRIVER_FILES: "/nowhere/no-driver.json" }, code: "GPU_ADAPTER_GONE" },
    { name: "a driver that refuses devices", env: { OHCS_TEST_REFUSE: "1" }, code: "GPU_DEVICE_REFUSED" },
  ].flatMap((way) => [false, true].map((fallback) => ({ ...way, fallback })));

  test.each(UNOPENED)(
    "$name costs every well its GPU, and is given up after three of them (fallback: $fallback)",
    async ({ env, code, fallback }) => {
      const own = await gpuMachine([driver], undefined, providerOfTests("refusingDawn"));
      try {
        const gpu: CompiledFor = { adapter: own.adapters[0] ?? { id: "none", name: "none" }, fallback };
        const plate = plateOf(WELLS.map((well) => gpuWell(well, ["third"], gpu)));
        const options = { gpu: async () => own.workers(env), workers: 4 };
        const { result } = await runPlate(folders(), plate, RUNNERS.threads(), options);
        const codes = Object.values(result.wells).map(({ error, gpu }) => error?.code ?? gpu?.fallback?.code);
        expect(codes).toEqual([code, code, code, "GPU_NO_SLOTS"]);
        expect(result).toMatchObject({ status: fallback ? "complete" : "failed", gpus: [{ granted: 3, retired: 1 }] });
      } finally {
        await own.remove();
      }
    },
  );
});

function statusesOf({ wells }: PlateResult) {
  return Object.fromEntries(Object.entries(wells).map(([well, { status }]) => [well, status]));
}

function isFallback(event: RunEvent): boolean {
  return event.type === "wellFellBack";
}
