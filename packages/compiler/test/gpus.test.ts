import {
  decodeContext,
  defineFunction,
  encodeContext,
  formatWellId,
  type GpuAdapter,
  NO_PARAMETERS,
  step,
  Type,
} from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { type CompileInput, compilePlate } from "../src/compile-plate.ts";
import { DEFAULT_CONFIG } from "../src/config/config-schema.ts";
import { explainPlate } from "../src/explain/explain-plate.ts";
import { catalogueWith, functions } from "./catalogue-fixture.ts";
import { inventoryOf, sampleAdapter } from "./gpu-fixture.ts";
import { contextsOf, host, inputOf, manifestOf, problemsOf } from "./plate-fixture.ts";

const {
  gpuBlur,
  gpuTwin: twin,
  gaussianBlur,
  maxProjection,
  assembleTiles,
  tilePositions,
  segmentNuclei,
  histogram,
} = functions;
const { plateThreshold, aboveThreshold, mergeTables, countNuclei } = functions;

const common = { version: "1.0.0", summary: "For tests.", module: "test:functions", run: () => ({}) };
const gpu = { run: () => ({}), memoryFactor: 3, workPlanes: 1 };
const exact = defineFunction({ ...common, name: "exact", params: NO_PARAMETERS, exact: true, gpu });
const picky = defineFunction({
  ...common,
  name: "picky",
  params: Type.Object({ size: Type.Integer({ default: 3 }) }),
  gpu: { ...gpu, params: Type.Object({ size: Type.Union([Type.Literal(3), Type.Literal(5)]) }) },
});
const project = defineFunction({
  ...common,
  name: "project",
  params: NO_PARAMETERS,
  gpu,
  contract: "volumeToSlice",
  over: ["zIndex"],
});
const catalogue = catalogueWith({ exact, picky, project });

const [a, b] = [sampleAdapter("a", { name: "GPU A" }), sampleAdapter("b", { name: "GPU B" })];
const soft = sampleAdapter("soft", { software: true });
const withGpus = (...adapters: readonly GpuAdapter[]): Partial<CompileInput> => ({
  catalogue,
  host: { ...host, gpu: inventoryOf(...adapters) },
});
const policy = (gpu: "require" | "prefer" | "never") => ({ config: { ...DEFAULT_CONFIG, gpu } });
const blur = step("blur", { func: twin() });

/** Memory and reason of each call of the first well, step by step. */
function choicesOf(steps: Parameters<typeof contextsOf>[0], rest: Partial<CompileInput>) {
  const plans = contextsOf(steps, rest)[0]?.stepPlans.toArray() ?? [];
  return plans.map(({ func }) =>
    func
      .valueSeq()
      .toArray()
      .flatMap((calls) => calls.toArray().map(({ memory, reason }) => [memory, reason])),
  );
}

describe("wells with calls that fit on a GPU", () => {
  const wells = Array.from({ length: 32 }, (_, i) => formatWellId(i % 8, Math.floor(i / 8)));
  const rest = { ...withGpus(a, b), manifest: manifestOf({ wells }) };

  test("are distributed over all adapters, and share their step plans on any adapter (landmine 18)", () => {
    const contexts = contextsOf([blur], rest);
    const per = (id: string) => contexts.filter((context) => context.gpu?.adapter === id);
    expect([per("a").length, per("b").length]).toEqual([16, 16]);
    expect(per("b")[0]?.gpu?.toObject()).toEqual({ adapter: "b", name: "GPU B", peakBytes: 4 * 80 * 4 + 2 ** 20 });
    expect(new Set(contexts.map(({ stepPlans }) => stepPlans)).size).toBe(1);
    expect(contextsOf([blur], rest).map(encodeContext)).toEqual(contexts.map(encodeContext));
  });

  test("state in their plans where each call computes, why, and whether the CPU is a fallback", () => {
    const plan = (gpu: "prefer" | "require", func: Parameters<typeof step>[1]["func"]) =>
      contextsOf([step("s", { func, gpu })], withGpus(a))[0]?.stepPlans.first();
    const preferred = plan("prefer", [gaussianBlur(), twin(), gpuBlur()]);
    const calls = preferred?.func.get("*")?.toArray() ?? [];
    expect(calls.map(({ memory, fallback, reason }) => [memory, fallback, reason])).toEqual([
      ["cpu", false, null],
      ["webgpu", true, "preferred, and a GPU fits"],
      ["webgpu", false, "it has no code for the CPU"],
    ]);
    expect(preferred).toMatchObject({ inputMemoryType: "cpu", outputMemoryType: "webgpu" });
    expect(preferred?.gpu?.toObject()).toEqual({ policy: "prefer" });
    expect(plan("require", twin())?.func.get("*")?.first()).toMatchObject({
      memory: "webgpu",
      fallback: false,
      reason: "the policy is 'require'",
    });
    expect(plan("prefer", { "1": twin(), "2": [twin(), gaussianBlur()] })).toMatchObject({
      inputMemoryType: "webgpu",
      outputMemoryType: "cpu",
    });
  });

  test("keep their adapter after a barrier, so that recomputed results are the same", () => {
    const pipeline = [
      blur,
      step("count", { func: histogram() }),
      {
        kind: "reduce" as const,
        name: "all",
        from: "json:histogram",
        func: plateThreshold(),
        emits: { "artifact:t": "threshold" },
      },
      step("cut", { func: aboveThreshold(), inputs: { image: "step:blur", threshold: "artifact:t" } }),
    ];
    const { plate, diagnostics } = compilePlate(inputOf(pipeline, rest));
    expect(diagnostics).toEqual([]);
    const maps = plate?.phases.toArray().filter(({ kind }) => kind === "map") ?? [];
    const adapters = maps.map(({ contexts }) => contexts.toArray().map((context) => context.gpu?.adapter));
    expect(adapters.length).toBe(2);
    expect(adapters[1]).toEqual(adapters[0]);
  });

  test("stay within 64 KiB on the wire, and come back from it as they were", () => {
    const steps = Array.from({ length: 8 }, (_, i) => step(`s${i}`, { func: [twin(), picky({ size: 7 }), twin()] }));
    const manifest = manifestOf({ wells, sites: 9, channels: ["1", "2", "3", "4"], planes: 1 });
    const [first] = contextsOf(steps, { ...rest, manifest });
    if (first === undefined) throw new Error("no context");
    const wire = encodeContext(first);
    expect(wire.length).toBeLessThanOrEqual(64 * 1024);
    expect(encodeContext(decodeContext(wire))).toBe(wire);
    expect(decodeContext(wire).gpu?.toObject()).toEqual(first.gpu?.toObject());
  });
});

describe("the GPU needs of a call", () => {
  const peaks = (steps: Parameters<typeof contextsOf>[0], rest: Partial<CompileInput> = {}) =>
    contextsOf(steps, { ...withGpus(a), ...rest })[0]?.gpu?.peakBytes;
  const plane = 10 * 8 * 4;

  test("include memory for all planes of all its inputs; for a chain that of its largest call", () => {
    expect(peaks([step("s", { func: project() })])).toBe((3 * 3 + 1) * plane + 2 ** 20);
    expect(peaks([step("s", { func: [twin(), project()], variableComponents: ["zIndex"] })])).toBe(
      10 * plane + 2 ** 20,
    );
    expect(peaks([step("s", { func: [maxProjection(), twin()] })])).toBe(4 * plane + 2 ** 20);
  });

  test("include a binding for its largest plane: a mosaic is as large as its tiles together", () => {
    const stitch = [
      step("p", { func: maxProjection() }),
      step("places", { func: tilePositions(), inputs: { image: { from: "step:p", channel: "1" } } }),
      step("stitch", { func: assembleTiles(), inputs: { image: "step:p", positions: "json:positions" } }),
      step("smooth", { func: twin() }),
    ];
    const manifest = manifestOf({ sites: 4 });
    const small = (bytes: number) =>
      sampleAdapter("a", { limits: { maxBufferSize: 1e9, maxStorageBufferBindingSize: bytes } });
    expect(peaks(stitch, { manifest })).toBe((3 + 1) * 4 * plane + 2 ** 20);
    expect(choicesOf(stitch, { ...withGpus(small(4 * plane)), manifest })[3]).toMatchObject([["webgpu", {}]]);
    expect(choicesOf(stitch, { ...withGpus(small(4 * plane - 1)), manifest })[3]).toEqual([
      ["cpu", "it needs maxStorageBufferBindingSize 1280, and 'a' has 1279"],
    ]);
  });
});

describe("why a call stays on the CPU", () => {
  test.each([
    ["there is no GPU", {}, twin(), "there is no GPU"],
    [
      "the GPU is software",
      withGpus(soft),
      twin(),
      "'soft' is a software adapter, which is not preferred over CPU code",
    ],
    ["the policy forbids it", { ...withGpus(a), ...policy("never") }, twin(), "the policy is 'never'"],
    ["its parameters", withGpus(a), picky({ size: 7 }), "its GPU code takes 3 or 5 for 'size', not 7"],
  ])("%s", (_, rest, func, reason) => {
    expect(choicesOf([step("s", { func })], { catalogue, ...rest })).toEqual([[["cpu", reason]]]);
  });

  test("its samples, which no GPU supports, or its GPU code does not take", () => {
    const { images, ...plate } = manifestOf();
    const header = { width: 10, height: 8, dtype: "int32", pages: 1 } as const;
    const manifest = { ...plate, images: images.map((image) => ({ ...image, header })) };
    const reason = "its GPU code takes images of uint8 or uint16 or float32, not of int32";
    expect(choicesOf([step("s", { func: exact() })], { ...withGpus(a), manifest })).toEqual([[["cpu", reason]]]);
    expect(choicesOf([step("s", { func: twin() })], { ...withGpus(a), manifest })).toMatchObject([[["webgpu", {}]]]);
  });

  test("it belongs to a reduction", () => {
    const merge = defineFunction({ ...common, ...mergeTables.declaration, gpu });
    const steps = [
      step("count", { func: countNuclei() }),
      { kind: "reduce" as const, name: "all", from: "table:counts", func: merge() },
    ];
    const { plate } = compilePlate(
      inputOf(steps, { ...withGpus(a), catalogue: catalogueWith({ mergeTables: merge }) }),
    );
    const reduction = plate?.phases
      .toArray()
      .find(({ name }) => name === "all")
      ?.contexts.first();
    expect(reduction?.gpu).toBeNull();
    expect(reduction?.stepPlans.first()?.func.get("*")?.first()).toMatchObject({
      memory: "cpu",
      reason: "reductions run on the CPU",
    });
  });
});

describe("GPU_UNAVAILABLE", () => {
  test("is one problem for one cause, with the affected wells and calls", () => {
    const steps = [blur, step("again", { func: [twin(), picky({ size: 7 })] })];
    const rest = { ...withGpus(), ...policy("require"), manifest: manifestOf({ wells: ["A01", "A02", "A03"] }) };
    expect(problemsOf(steps, rest)).toMatchObject([
      {
        severity: "error",
        code: "GPU_UNAVAILABLE",
        where: { step: { name: "blur" }, function: "gpuTwin" },
        count: 6,
        message: "Cannot run 'gpuTwin' of step 'blur' and 1 more on a GPU: there is no GPU",
        examples: expect.arrayContaining(["A01 blur gpuTwin"]),
      },
    ]);
  });

  test("names the well if it affects one, and each cause separately", () => {
    const steps = [
      step("one", { func: twin(), gpu: "require", wellFilter: ["A02"] }),
      step("two", { func: gpuBlur(), gpu: "never" }),
    ];
    const small = sampleAdapter("a", { limits: {} });
    expect(problemsOf(steps, withGpus(small)).map(({ where, got, hint }) => [where.well, got, hint])).toEqual([
      [
        "A02",
        "it needs maxStorageBufferBindingSize 320, and 'a' has none",
        "Set 'gpu' to 'prefer' to run on the CPU instead; 'ohcs gpus' lists those of this machine",
      ],
      [
        undefined,
        "the policy is 'never', and it has no code for the CPU",
        "Set 'gpu' to 'prefer', or use functions with CPU code",
      ],
    ]);
  });

  test("is reported for a step that requires a GPU without GPU code, not for steps that inherit the policy", () => {
    const own = [step("s", { func: gaussianBlur(), gpu: "require" })];
    expect(problemsOf(own, withGpus(a))).toMatchObject([
      { code: "GPU_UNAVAILABLE", where: { step: { name: "s" }, parameter: "gpu" }, got: "'gaussianBlur'" },
    ]);
    expect(problemsOf(own, { ...withGpus(a), overrides: { gpu: "prefer" } })).toEqual([]);
    expect(problemsOf([step("s", { func: gaussianBlur() })], { ...withGpus(a), ...policy("require") })).toEqual([]);
  });

  test("is reported for GPU-only functions in reductions", () => {
    const merge = defineFunction({ ...mergeTables.declaration, module: "test:functions", memory: "webgpu", gpu });
    const steps = [
      step("count", { func: countNuclei() }),
      { kind: "reduce" as const, name: "all", from: "table:counts", func: merge() },
    ];
    const rest = { ...withGpus(a), catalogue: catalogueWith({ mergeTables: merge }) };
    expect(problemsOf(steps, rest)).toMatchObject([
      {
        code: "GPU_UNAVAILABLE",
        where: { step: { name: "all" }, function: "mergeTables" },
        hint: "Reductions run on the CPU",
      },
    ]);
  });
});

test("a GPU-only function that takes no possible sample type of its image is rejected with the chain drawn", () => {
  const wide = defineFunction({
    name: "wide",
    version: "1.0.0",
    summary: "For tests.",
    module: "test:functions",
    params: NO_PARAMETERS,
    memory: "webgpu",
    gpu,
    accepts: ["float64"],
    exact: true,
  });
  const rest = { ...withGpus(a), catalogue: catalogueWith({ wide }) };
  expect(problemsOf([step("s", { func: [maxProjection(), wide()] })], rest)).toMatchObject([
    {
      code: "CONVERSION_IMPOSSIBLE",
      where: { step: { name: "s" }, function: "wide" },
      message:
        "Cannot run step 's' as uint16 → maxProjection → uint16 → ✗ wide (webgpu): it needs images that fit on a GPU",
    },
  ]);
});

test("the fingerprint distinguishes calls on a GPU from calls on the CPU, but neither adapters nor policies", () => {
  const prints = (...of: readonly Partial<CompileInput>[]) =>
    of.map(
      (rest) => contextsOf([blur, step("nuclei", { func: segmentNuclei() })], { catalogue, ...rest })[0]?.fingerprint,
    );
  const [none, onA, onB, bound, never] = prints(
    {},
    withGpus(a),
    withGpus(b),
    { ...withGpus(a), ...policy("require") },
    { ...withGpus(a), ...policy("never") },
  );
  expect(onA).toMatch(/^[0-9a-f]{64}$/);
  expect([onB, bound]).toEqual([onA, onA]);
  expect(never).toBe(none);
  expect(none).not.toBe(onA);
});

test("explainPlate() describes the distribution of wells over GPUs, where each call computes, why, and where images move", () => {
  const steps = [step("s", { func: [maxProjection(), twin(), gpuBlur(), gaussianBlur(), picky({ size: 7 }), twin()] })];
  const manifest = manifestOf({ wells: ["A01", "A02", "A03"] });
  const { plate, estimate } = compilePlate(inputOf(steps, { ...withGpus(a, b), manifest }));
  const [structure, ...others] = (plate && explainPlate(plate, estimate).phases[0]?.structures) ?? [];
  expect(others).toEqual([]);
  expect(structure?.gpus.map(({ name, wells }) => [name, wells])).toEqual([
    ["GPU A", ["A01", "A03"]],
    ["GPU B", ["A02"]],
  ]);
  expect(structure?.context.gpu).toMatchObject({ adapter: "a", peakBytes: expect.any(Number) });
  const calls = structure?.context.steps[0]?.functions["*"] ?? [];
  expect(calls.map(({ memory, uploads, downloads }) => [memory, uploads, downloads])).toEqual([
    ["cpu", false, false],
    ["webgpu", true, false],
    ["webgpu", false, true],
    ["cpu", false, false],
    ["cpu", false, false],
    ["webgpu", true, true],
  ]);
  expect(calls.map(({ reason }) => reason)).toContain("its GPU code takes 3 or 5 for 'size', not 7");
});
