import type { GpuAdapter } from "@ohcs/context";
import fc from "fast-check";
import { expect, test } from "vitest";
import { inventoryOf, sampleAdapter, sampleNeed } from "../../test/gpu-fixture.ts";
import { assignWells, type GpuAssignment } from "./assign-wells.ts";
import type { GpuNeed } from "./gpu-need.ts";

const wellsWith = (needs: readonly GpuNeed[], count = 32) =>
  Array.from({ length: count }, (_, i) => ({ well: `W${i}`, needs }));

const wellsPer = ({ wells }: GpuAssignment<GpuNeed>) => {
  const counts: Record<string, number> = {};
  for (const { adapter } of wells) counts[adapter?.id ?? "cpu"] = (counts[adapter?.id ?? "cpu"] ?? 0) + 1;
  return counts;
};

const assignOne = (need: GpuNeed, ...adapters: readonly GpuAdapter[]) =>
  assignWells(inventoryOf(...adapters), wellsWith([need], 1));

test("wells are distributed evenly over equal adapters, and in proportion to slots (landmine 18)", () => {
  const needs = [sampleNeed()];
  const [a, b, c] = ["a", "b", "c"].map((id) => sampleAdapter(id));
  if (!(a && b && c)) throw new Error("three adapters");
  expect(wellsPer(assignWells(inventoryOf(a, b), wellsWith(needs)))).toEqual({ a: 16, b: 16 });
  expect(wellsPer(assignWells(inventoryOf(a, b, c), wellsWith(needs)))).toEqual({ a: 11, b: 11, c: 10 });
  expect(wellsPer(assignWells(inventoryOf(a, { ...b, slots: 3 }), wellsWith(needs)))).toEqual({ a: 8, b: 24 });
});

const ROOM = { mostSlots: 16, besideBytes: 5e8 };

test("wells are distributed over boards of unequal memory in proportion to the slots that the run will count for them", () => {
  const large = sampleAdapter("large", { memoryBytes: 36e9, room: ROOM });
  const small = sampleAdapter("small", { memoryBytes: 6e9, room: ROOM });
  const spread = (peakBytes: number, ...boards: readonly GpuAdapter[]) =>
    wellsPer(assignWells(inventoryOf(...boards), wellsWith([sampleNeed({ peakBytes })], 64)));
  expect(spread(2.5e9, small, large)).toEqual({ large: 55, small: 9 }); // 12 slots and 2
  expect(spread(1e9, small, large)).toEqual({ large: 51, small: 13 }); // 16 at most, and 4
  expect(spread(5.8e9, small, large)).toEqual({ large: 54, small: 10 }); // 5 and 1
  const { room: _, ...fixed } = large;
  expect(spread(1e9, small, { ...fixed, slots: 4 })).toEqual({ large: 32, small: 32 });
});

test("the slots are those for the largest well, and a board without a slot for it gets no well that another could run", () => {
  const [large, small] = [60e9, 6e9].map((memoryBytes, i) =>
    sampleAdapter(i === 0 ? "large" : "small", { memoryBytes, room: ROOM }),
  ) as [GpuAdapter, GpuAdapter];
  const few = wellsWith([sampleNeed({ peakBytes: 1e9 })], 20);
  const one = (peakBytes: number) => ({ well: "big", needs: [sampleNeed({ peakBytes, policy: "require" as const })] });
  const perBoard = (peakBytes: number) => wellsPer(assignWells(inventoryOf(small, large), [...few, one(peakBytes)]));
  expect(perBoard(5.5e9)).toEqual({ large: 19, small: 2 }); // 10 and 1
  expect(perBoard(7e9)).toEqual({ large: 21 });
});

test("the result is deterministic, and the inputs are not changed", () => {
  const inventory = inventoryOf(sampleAdapter("a", { slots: 2 }), sampleAdapter("b"));
  const wells = wellsWith([sampleNeed(), sampleNeed({ function: "median", policy: "never" })]);
  const before = structuredClone({ inventory, wells });
  const first = assignWells(inventory, wells);
  expect(assignWells(before.inventory, before.wells)).toEqual(first);
  expect({ inventory, wells }).toEqual(before);
});

test("a preference takes hardware, and never a software adapter if there is CPU code", () => {
  const soft = sampleAdapter("soft", { software: true });
  expect(assignOne(sampleNeed(), soft).wells).toEqual([
    {
      well: "W0",
      adapter: null,
      choices: [
        {
          memory: "cpu",
          reason: "'soft' is a software adapter, which is not preferred over CPU code",
        },
      ],
    },
  ]);
  expect(assignOne(sampleNeed(), soft, sampleAdapter("hard")).wells[0]).toMatchObject({
    adapter: { id: "hard" },
    choices: [{ memory: "webgpu", reason: "preferred, and a GPU fits" }],
  });
  expect(assignOne(sampleNeed({ hasCpuTwin: false }), soft).wells[0]).toMatchObject({
    adapter: { id: "soft" },
    choices: [{ memory: "webgpu", reason: "it has no code for the CPU" }],
  });
});

test("a requirement takes software only if no hardware fits", () => {
  const need = sampleNeed({ policy: "require" });
  const soft = sampleAdapter("soft", { software: true });
  const hard = sampleAdapter("hard");
  expect(wellsPer(assignWells(inventoryOf(soft, hard), wellsWith([need])))).toEqual({ hard: 32 });
  expect(wellsPer(assignWells(inventoryOf(soft, { ...hard, slots: 0 }), wellsWith([need])))).toEqual({ soft: 32 });
});

test("a preference beside a requirement stays on the CPU if the well has a software adapter", () => {
  const needs = [sampleNeed({ function: "fft", policy: "require" }), sampleNeed()];
  const { wells } = assignWells(inventoryOf(sampleAdapter("soft", { software: true })), wellsWith(needs, 1));
  expect(wells).toMatchObject([{ adapter: { id: "soft" }, choices: [{ memory: "webgpu" }, { memory: "cpu" }] }]);
});

test.each([
  [{ features: ["shader-f16"] }, "it needs the feature 'shader-f16', which 'a' lacks"],
  [
    { limits: { maxStorageBufferBindingSize: 2 ** 28 } },
    "it needs maxStorageBufferBindingSize 268435456, and 'a' has 134217728",
  ],
  [{ limits: { maxFancy: 1 } }, "it needs maxFancy 1, and 'a' has none"],
  [{ limits: { minStorageBufferOffsetAlignment: 16 } }, "it needs minStorageBufferOffsetAlignment 16, and 'a' has 256"],
  [{ peakBytes: 6e8 }, "it needs 600000000 bytes, and 'a' has 500000000 for each worker"],
])("the missing capability of an adapter is named: %o", (fields, reason) => {
  const adapter = sampleAdapter("a", { slots: 2 });
  expect(assignOne(sampleNeed(fields), adapter).wells[0]?.choices).toEqual([{ memory: "cpu", reason }]);
  const need = sampleNeed({ ...fields, policy: "require" });
  expect(assignOne(need, adapter)).toEqual({ wells: [], refusals: [{ need, reason, wells: ["W0"] }] });
});

test("limits that are exactly met suffice", () => {
  const limits = { maxStorageBufferBindingSize: 2 ** 27, minStorageBufferOffsetAlignment: 256 };
  expect(assignOne(sampleNeed({ limits, peakBytes: 1e9 }), sampleAdapter("a")).wells[0]?.adapter?.id).toBe("a");
});

test("without a GPU preferences run on the CPU, and requirements are refused for all their wells at once", () => {
  expect(assignWells(null, wellsWith([sampleNeed()], 2)).wells).toMatchObject([
    { well: "W0", adapter: null, choices: [{ memory: "cpu", reason: "there is no GPU" }] },
    { well: "W1", adapter: null },
  ]);
  const need = sampleNeed({ policy: "require" });
  expect(assignWells(null, wellsWith([need], 3))).toEqual({
    wells: [],
    refusals: [{ need, reason: "there is no GPU", wells: ["W0", "W1", "W2"] }],
  });
});

test("'never' keeps a call on the CPU, and refuses one without CPU code", () => {
  const adapter = sampleAdapter("a");
  expect(assignOne(sampleNeed({ policy: "never" }), adapter).wells[0]).toMatchObject({ adapter: null });
  const need = sampleNeed({ policy: "never", hasCpuTwin: false });
  expect(assignOne(need, adapter).refusals).toEqual([
    { need, reason: "the policy is 'never', and it has no code for the CPU", wells: ["W0"] },
  ]);
});

test("a call that its GPU code does not support counts as having none, for any policy", () => {
  const obstacle = "it does not support such calls";
  for (const policy of ["require", "prefer"] as const) {
    expect(assignOne(sampleNeed({ policy, obstacle }), sampleAdapter("a")).wells).toEqual([
      { well: "W0", adapter: null, choices: [{ memory: "cpu", reason: obstacle }] },
    ]);
    const need = sampleNeed({ policy, obstacle, hasCpuTwin: false });
    expect(assignOne(need, sampleAdapter("a")).refusals).toEqual([
      { need, reason: `${obstacle}, and it has no code for the CPU`, wells: ["W0"] },
    ]);
  }
});

test("wells of equal needs get the same reasons, on any adapter", () => {
  const needs = [sampleNeed(), sampleNeed({ function: "big", peakBytes: 1e12 })];
  const { wells } = assignWells(inventoryOf(sampleAdapter("a"), sampleAdapter("b")), wellsWith(needs, 2));
  expect(wells.map(({ adapter }) => adapter?.id)).toEqual(["a", "b"]);
  expect(wells[0]?.choices).toEqual(wells[1]?.choices);
});

test("all GPU calls of a well share one adapter, or are refused together", () => {
  const f16 = sampleNeed({ function: "half", policy: "require", features: ["shader-f16"] });
  const big = sampleNeed({ function: "big", policy: "require", limits: { maxStorageBufferBindingSize: 2 ** 30 } });
  const half = sampleAdapter("half", { features: ["shader-f16"] });
  const wide = sampleAdapter("wide", { limits: { maxStorageBufferBindingSize: 2 ** 31 } });
  const { refusals } = assignWells(inventoryOf(half, wide), wellsWith([f16, big], 1));
  const reason = "all GPU functions of a well run on one adapter, and none serves all of them";
  expect(refusals.map((refusal) => [refusal.need.function, refusal.reason])).toEqual([
    ["half", reason],
    ["big", reason],
  ]);
  const preferences = [
    { ...f16, policy: "prefer" as const },
    { ...f16, policy: "prefer" as const },
    { ...big, policy: "prefer" as const },
  ];
  const { wells } = assignWells(inventoryOf(wide, half), wellsWith(preferences, 2));
  expect(wells.map(({ adapter, choices }) => [adapter?.id, ...choices.map(({ memory }) => memory)])).toEqual([
    ["half", "webgpu", "webgpu", "cpu"],
    ["half", "webgpu", "webgpu", "cpu"],
  ]);
});

const adaptersArbitrary = fc
  .array(
    fc.record({
      software: fc.boolean(),
      slots: fc.integer({ min: 0, max: 4 }),
      features: fc.subarray(["f", "g"]),
    }),
    { maxLength: 4 },
  )
  .map((all) => all.map((fields, i) => sampleAdapter(`a${i}`, fields)));

const needArbitrary = fc
  .record({
    policy: fc.constantFrom("require" as const, "prefer" as const, "never" as const),
    hasCpuTwin: fc.boolean(),
    features: fc.subarray(["f", "g"]),
    obstacle: fc.constantFrom(null, "it does not support such calls"),
  })
  .map(sampleNeed);

test("every well is assigned or refused; calls on a GPU fit it; loads differ by one well per slot at most", () => {
  const property = fc.property(
    adaptersArbitrary,
    fc.array(needArbitrary, { maxLength: 4 }),
    fc.integer({ min: 0, max: 40 }),
    (adapters, needs, count) => {
      const result = assignWells(inventoryOf(...adapters), wellsWith(needs, count));
      const refused = new Set(result.refusals.flatMap(({ wells }) => wells));
      expect(result.wells.length + refused.size).toBe(count);
      const used = adapters.filter(({ id }) => result.wells.some(({ adapter }) => adapter?.id === id));
      for (const { adapter, choices } of result.wells) {
        for (const [i, { memory }] of choices.entries()) {
          if (memory === "cpu") expect(needs[i]?.hasCpuTwin).toBe(true);
          else expect(needs[i]?.features.every((feature) => adapter?.features.includes(feature))).toBe(true);
        }
        expect(choices.some(({ memory }) => memory === "webgpu")).toBe(adapter !== null);
      }
      const counts = wellsPer(result);
      const loads = used.map(({ id, slots }) => ({ slots, load: counts[id] ?? 0 }));
      for (const a of loads)
        for (const b of loads) expect(a.load / a.slots - b.load / b.slots).toBeLessThanOrEqual(1 / b.slots + 1e-9);
    },
  );
  fc.assert(property, { numRuns: 300 });
});
