import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGpuRegistry, type GpuRegistry } from "@ohcs/gpu-registry";
import { machineSlots, nodeGpuRegistry, probeMachine } from "@ohcs/gpu-registry/host";
import { driverEnv, lavapipe, onSoftwareDrivers, type SoftwareDriver, swiftShader } from "@ohcs/testkit/gpu-drivers";
import { describe, expect, test } from "vitest";

const shader = swiftShader();
const pipe = lavapipe();

if (pipe === null)
  process.stderr.write(
    "GPU TESTS WITHOUT LAVAPIPE: two adapters at once are not tested ('.ci/run' installs it as root)\n",
  );

onSoftwareDrivers({ describe, test }, (driver) => {
  test("one software adapter passes its self-test, and its record lists its capabilities", async () => {
    const { adapters, reason } = await probeMachine({ env: driverEnv(driver) });
    expect(reason).toBeNull();
    expect(adapters).toMatchObject([
      {
        backend: "vulkan",
        copies: 1,
        software: true,
        features: expect.arrayContaining(["core-features-and-limits", "subgroups", "timestamp-query"]),
        selfTest: { passed: true, ms: expect.any(Number), message: null },
      },
    ]);
    const [adapter] = adapters;
    expect(adapter?.name.startsWith(driver.adapter)).toBe(true);
    expect(adapter?.id).toMatch(/^[a-z0-9-]+$/);
    expect(adapter?.limits.maxStorageBufferBindingSize).toBeGreaterThanOrEqual(2 ** 27);
    expect(Object.values(adapter?.limits ?? {}).every(Number.isFinite)).toBe(true);
    expect(JSON.parse(JSON.stringify(adapters))).toEqual(adapters);
  });

  test("the compiler's inventory states that it is software, and that it has a slot", async () => {
    const registry = nodeGpuRegistry({ probe: { env: driverEnv(driver) } });
    await registry.initialize();
    expect(registry.inventory().adapters).toMatchObject([{ software: true, slots: 1 }]);
  });
});

/** How 32 wells are distributed over one and two slots. */
const WELLS = [11, 21];
const both = shader === null || pipe === null ? null : ([shader, pipe] as const);

test.skipIf(both === null)(
  "two adapters at once: both are used, and grant exactly their 1 and 2 slots (landmine 18)",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "ohcs-two-gpus-"));
    try {
      const registry = await registryOfBoth(both as readonly [SoftwareDriver, SoftwareDriver], folder);
      const { adapters } = registry.inventory();
      const crowds = new Map(adapters.map(({ id, slots }) => [id, crowdOf(slots)]));
      const wells = adapters.flatMap(({ id }, i) => Array<string>(WELLS[i] ?? 0).fill(id));
      await Promise.all(wells.map((adapter) => occupy(registry, adapter, crowds)));
      expect(registry.status().adapters.map(({ slots, leases }) => [slots, leases])).toEqual([
        [1, { held: 0, maximum: 1, waiting: 0, granted: WELLS[0], retired: 0 }],
        [2, { held: 0, maximum: 2, waiting: 0, granted: WELLS[1], retired: 0 }],
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

/** A registry of both adapters, whose memory holds one and two workers. */
async function registryOfBoth(all: readonly [SoftwareDriver, SoftwareDriver], folder: string): Promise<GpuRegistry> {
  const probe = await probeMachine({ env: driverEnv(...all) });
  const names = probe.adapters.map(({ name }) => name);
  expect(names.map((name, i) => name.startsWith(all[i]?.adapter ?? ""))).toEqual([true, true]);
  const memoryBytes = Object.fromEntries(names.map((name, i) => [name, 1e9 * (i + 1)]));
  const settings = { memoryBytes, peakBytes: 150e6, maxWorkersPerGpu: 8 };
  const exchange = machineSlots({ folder, pollMs: 1 });
  const registry = createGpuRegistry({ probe: async () => probe, hostMemoryBytes: 1e9, settings, exchange });
  await registry.initialize();
  return registry;
}

/** A barrier that opens when this many have arrived. */
function crowdOf(size: number) {
  let fill = (): void => undefined;
  const full = new Promise<void>((resolve) => {
    fill = resolve;
  });
  return { size, inside: 0, full, fill };
}

/** Holds a lease until all slots of the adapter have been leased at once. */
async function occupy(registry: GpuRegistry, adapter: string, crowds: ReadonlyMap<string, ReturnType<typeof crowdOf>>) {
  await using _lease = await registry.lease(adapter);
  const crowd = crowds.get(adapter);
  if (crowd === undefined) throw new Error(`no adapter '${adapter}'`);
  crowd.inside += 1;
  if (crowd.inside === crowd.size) crowd.fill();
  await crowd.full;
  crowd.inside -= 1;
}
