import { decodeContext, encodeContext, type PipelineSpec, type ProcessingContext, step } from "@ohcs/context";
import { assert, constantFrom, integer, property, record, subarray } from "fast-check";
import { describe, expect, test } from "vitest";
import { type CompileInput, compilePlate } from "../src/compile-plate.ts";
import { DEFAULT_CONFIG } from "../src/config/config-schema.ts";
import { functions } from "./catalogue-fixture.ts";
import { contextsOf, inputOf, manifestOf } from "./plate-fixture.ts";

const { maxProjection, gaussianBlur, segmentNuclei, measureObjects, countNuclei } = functions;

const runs = process.env.OHCS_TEST_DEPTH === "full" ? 500 : 50;

const steps = [
  step("project", { func: maxProjection() }),
  step("segment", {
    func: [gaussianBlur({ sigma: { um: 1 } }), segmentNuclei()],
    inputs: { image: { from: "step:project", channel: "1" } },
    emits: ["labels:nuclei"],
  }),
  step("measure", {
    func: measureObjects(),
    inputs: { gfp: { from: "step:project", channel: "2" }, labels: "labels:nuclei" },
    emits: ["table:nuclei"],
  }),
];

const shapes = record({
  wells: subarray(["A01", "A02", "B01", "AF48"], { minLength: 1 }),
  sites: integer({ min: 1, max: 4 }),
  planes: integer({ min: 1, max: 3 }),
  timepoints: integer({ min: 1, max: 2 }),
});

function wiresOf(input: CompileInput): readonly string[] {
  const { plate } = compilePlate(input);
  return plate?.phases.toArray().flatMap(({ contexts }) => contexts.toArray().map(encodeContext)) ?? [];
}

describe("compilePlate() is pure (landmine 25)", () => {
  test("inputs unchanged, and a second compile gives identical bytes", () => {
    assert(
      property(shapes, (shape) => {
        const input = deepFreeze(inputOf(steps, { manifest: manifestOf(shape) }));
        const before = JSON.stringify([input.pipeline, input.manifest, input.host, input.config]);
        const first = wiresOf(input);
        expect(first.length).toBe(shape.wells.length + 1);
        expect(wiresOf(input)).toEqual(first);
        expect(wiresOf({ ...input, manifest: structuredClone(input.manifest) })).toEqual(first);
        expect(JSON.stringify([input.pipeline, input.manifest, input.host, input.config])).toBe(before);
      }),
      { numRuns: runs },
    );
  });

  test("so are the problems it finds", () => {
    const input = inputOf([
      ...steps,
      step("x", { func: { use: "nope" } }),
      step("y", { func: countNuclei(), wellFilter: ["C01"] }),
    ]);
    expect(compilePlate(input).diagnostics.length).toBe(2);
    expect(JSON.stringify(compilePlate(input))).toBe(JSON.stringify(compilePlate(input)));
  });
});

test("contexts survive the wire", () => {
  for (const context of contextsOf(steps))
    expect(encodeContext(decodeContext(encodeContext(context)))).toBe(encodeContext(context));
});

test("group sizes add up to the selected images, whatever the grouping", () => {
  const func = constantFrom([gaussianBlur()], [maxProjection()], [gaussianBlur(), maxProjection()]);
  assert(
    property(shapes, func, (shape, chain) => {
      const manifest = manifestOf(shape);
      for (const context of contextsOf([step("a", { func: chain })], { manifest })) {
        const groups = context.stepPlans.get(0)?.groups.toArray() ?? [];
        const items = groups.flatMap(({ inputs }) => inputs.get("image")?.toArray() ?? []);
        expect(items.toSorted((a, b) => Number(a) - Number(b))).toEqual([...context.images.keys()]);
        expect(context.images.size).toBe(manifest.images.filter(({ well }) => well === context.axisId).length);
      }
    }),
    { numRuns: runs },
  );
});

test("wells of equal structure share their template in memory", () => {
  const [a01, a02] = contextsOf(steps);
  expect(a01?.stepPlans).toBe(a02?.stepPlans);
  expect(a01?.layout).toBe(a02?.layout);
});

describe("a compiled context cannot be changed (landmine 4)", () => {
  const [context] = contextsOf(steps) as [ProcessingContext];

  test("assigning at any depth throws", () => {
    const group = context.stepPlans.get(0)?.groups.get(0);
    const targets: readonly object[] = [
      context,
      context.images,
      context.plate,
      context.config,
      context.backends,
      context.layout,
    ];
    for (const target of [...targets, context.stepPlans.get(0), group, group?.inputs, group?.coordinates]) {
      expect(() => Object.assign(target ?? {}, { size: 0 })).toThrow();
      expect(() => Object.assign(target ?? {}, { extra: 0 })).toThrow();
    }
    expect(() => Object.assign(context.stepPlans, { 0: null })).toThrow();
  });

  test("Record mutators throw CONTEXT_FROZEN naming the field", () => {
    const plan = context.stepPlans.get(0);
    expect(() => plan?.set("outputDir", "x")).toThrow("Cannot modify 'outputDir' of frozen StepPlan");
    expect(() => context.setIn(["stepPlans", 0, "groups"], null)).toThrow(
      "Cannot modify 'stepPlans.0.groups' of frozen ProcessingContext",
    );
  });
});

type Change = [what: string, rest: Partial<CompileInput>, changed?: PipelineSpec["steps"]];

describe("the fingerprint of a well", () => {
  const base = prints({});

  test.each<Change>([
    ["the number of workers", { config: { ...DEFAULT_CONFIG, numWorkers: 8 } }],
    ["where wells run, and what is skipped", { config: { ...DEFAULT_CONFIG, useThreading: false, resume: true } }],
    [
      "how workers process their wells",
      {
        config: {
          ...DEFAULT_CONFIG,
          adaptWidth: false,
          overlap: false,
          reuseBuffers: false,
          spread: false,
          memoryBudgetBytes: 1e9,
        },
      },
    ],
    ["retries and deadline", { config: { ...DEFAULT_CONFIG, retries: 3, timeoutS: 10 } }],
    ["the place of the output", { config: { ...DEFAULT_CONFIG, outputFolder: "/x", outputSuffix: "_x" } }],
    ["the place of the source", { manifest: { ...manifestOf(), root: "/elsewhere/P" } }],
    ["the name of a step", {}, [{ ...steps[0], name: "mip" }, ...steps.slice(1).map(renamed)] as PipelineSpec["steps"]],
    ["a default written out", {}, withCall(0, maxProjection())],
  ])("does not change with %s", (...[, rest, changed]) => {
    expect(prints(rest, changed)).toEqual(base);
  });

  test.each<Change>([
    ["a parameter", {}, withCall(1, [gaussianBlur({ sigma: 3 }), segmentNuclei()])],
    ["an additional function", {}, withCall(1, [gaussianBlur({ sigma: { um: 1 } }), gaussianBlur(), segmentNuclei()])],
    [
      "a checkpoint",
      {},
      [{ ...steps[1], materialize: true }].flatMap((one) => [steps[0], one, steps[2]]) as PipelineSpec["steps"],
    ],
    ["the pixel size", { manifest: manifestOf({ pixelSizeUm: 0.4 }) }],
    [
      "the compression of stored images",
      { config: { ...DEFAULT_CONFIG, tiff: { compression: "deflate", predictor: false } } },
    ],
    ["the folder of images", { config: { ...DEFAULT_CONFIG, subDir: "other" } }],
    ["the name of the plate", { manifest: { ...manifestOf(), plateId: "Q" } }],
    ["the version of a function", { catalogue: otherVersions() }, withShortNames()],
  ])("changes with %s", (...[, rest, changed]) => {
    const other = prints(rest, changed);
    expect(other.length).toBe(base.length);
    for (const [i, print] of base.entries()) expect(other[i]).not.toBe(print);
  });

  test("changes with the size, time or place of an image, in that well alone; reductions and plate follow", () => {
    for (const change of [{ bytes: 201 }, { mtimeMs: 1001 }, { path: "x.tif" }, { position: { xUm: 1, yUm: 0 } }]) {
      const { images } = manifestOf();
      const manifest = {
        ...manifestOf(),
        images: images.map((image, i) => (i === 0 ? { ...image, ...change } : image)),
      };
      expect(prints({ manifest }).map((print, i) => print === base[i])).toEqual([false, true, false, false]);
    }
  });
});

/** Fingerprints of two wells, the reduction and the plate. */
function prints(rest: Partial<CompileInput>, changed: PipelineSpec["steps"] = steps): readonly string[] {
  const { diagnostics, plate } = compilePlate(inputOf(changed, rest));
  expect(diagnostics).toEqual([]);
  const contexts = plate?.phases.toArray().flatMap((phase) => phase.contexts.toArray()) ?? [];
  return [...contexts.map(({ fingerprint }) => fingerprint), plate?.fingerprint ?? ""];
}

function withCall(index: number, func: (typeof steps)[number]["func"]): PipelineSpec["steps"] {
  return steps.map((one, i) => (i === index ? { ...one, func } : one));
}

function renamed(one: (typeof steps)[number]): (typeof steps)[number] {
  return JSON.parse(JSON.stringify(one).replaceAll("step:project", "step:mip")) as typeof one;
}

function otherVersions(): CompileInput["catalogue"] {
  const { entries } = inputOf(steps).catalogue;
  return { entries: entries.map((entry) => ({ ...entry, reference: { ...entry.reference, version: "1.0.1" } })) };
}

function withShortNames(): PipelineSpec["steps"] {
  const text = JSON.stringify(steps).replaceAll(/"use":\{[^}]*"export":("\w+")[^}]*\}/g, '"use":$1');
  return JSON.parse(text) as PipelineSpec["steps"];
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value) && !ArrayBuffer.isView(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}
