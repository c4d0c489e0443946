import { type Dtype, defineFunction, NO_PARAMETERS, step } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { explainPlate } from "../src/explain/explain-plate.ts";
import { catalogueWith, functions } from "./catalogue-fixture.ts";
import { inputOf, problemsOf } from "./plate-fixture.ts";

const { maxProjection, gaussianBlur, normalize, segmentNuclei, measureObjects, measureTexture } = functions;
const { tilePositions, assembleTiles } = functions;

const common = { version: "1.0.0", summary: "For tests.", module: "test:functions", run: () => ({}) };
const ofFloats = defineFunction({
  ...common,
  name: "ofFloats",
  params: NO_PARAMETERS,
  exact: true,
  accepts: ["float32", "float64"],
});
const ofBytes = defineFunction({ ...common, name: "ofBytes", params: NO_PARAMETERS, exact: true, accepts: ["uint8"] });
const ofLabels = defineFunction({
  ...common,
  name: "ofLabels",
  params: NO_PARAMETERS,
  exact: true,
  intensity: "preserves",
  inputs: { labels: { kind: "labels" } },
});

const project = step("project", { func: maxProjection() });
const segment = step("segment", {
  func: [gaussianBlur(), segmentNuclei()],
  inputs: { image: { from: "step:project", channel: "1" } },
  emits: ["labels:nuclei"],
});
const measureOn = (from: string, func = measureObjects()) =>
  step("measure", { func, inputs: { labels: "labels:nuclei", gfp: { from, channel: "2" } } });

describe("INTENSITY_NOT_COMPARABLE", () => {
  test.each([
    ["filters", gaussianBlur(), "'gaussianBlur' of step 'made' filters"],
    ["normalises", normalize({ mode: "a" }), "'normalize' of step 'made' filters"],
  ])("measuring an image that a step %s warns, naming the step (landmine 38)", (_, func, got) => {
    const made = step("made", { func, inputs: { image: "step:project" } });
    const { diagnostics, plate } = compilePlate(inputOf([project, made, segment, measureOn("step:made")]));
    expect(diagnostics).toMatchObject([
      {
        severity: "warning",
        code: "INTENSITY_NOT_COMPARABLE",
        where: { step: { name: "measure" }, function: "measureObjects", parameter: "inputs.gfp" },
        got: expect.stringContaining(got),
      },
    ]);
    expect(plate).not.toBe(null);
  });

  test("segmenting on the filtered and measuring on the projected image is accepted", () => {
    expect(problemsOf([project, segment, measureOn("step:project")])).toEqual([]);
  });

  test("for a dictionary by channel only the chain of the measured channel matters", () => {
    const blur = (channel: string) =>
      step("made", { func: { [channel]: gaussianBlur() }, unlisted: "pass", inputs: { image: "step:project" } });
    expect(problemsOf([project, blur("1"), segment, measureOn("step:made")])).toEqual([]);
    expect(problemsOf([project, blur("2"), segment, measureOn("step:made")]).map(({ code }) => code)).toEqual([
      "INTENSITY_NOT_COMPARABLE",
    ]);
  });

  test("texture on a blended mosaic warns, intensities on it do not", () => {
    const steps = (func: ReturnType<typeof measureTexture>) => [
      project,
      step("places", { func: tilePositions(), inputs: { image: { from: "step:project", channel: "1" } } }),
      step("stitch", { func: assembleTiles(), inputs: { image: "step:project", positions: "json:positions" } }),
      step("texture", { func }),
    ];
    expect(problemsOf(steps(measureTexture()))).toMatchObject([
      { severity: "warning", code: "INTENSITY_NOT_COMPARABLE", where: { step: { name: "texture" } } },
    ]);
    const { gpu: _, ...declaration } = measureTexture.declaration;
    const measure = defineFunction({ ...common, ...declaration, name: "measureTexture", measures: ["intensity"] });
    const catalogue = catalogueWith({ measureTexture: measure });
    expect(problemsOf(steps(measureTexture()), { catalogue })).toEqual([]);
  });
});

describe("the value of saturated pixels (landmine 42)", () => {
  const smooth = step("made", { func: gaussianBlur(), inputs: { image: "step:project" } });
  const raw = step("raw", { func: segmentNuclei(), emits: ["labels:nuclei"] });
  const saturationOf = (steps: Parameters<typeof inputOf>[0], dtype: Dtype = "uint16") => {
    const input = inputOf(steps, { catalogue: catalogueWith({ ofLabels }) });
    const images = input.manifest.images.map((image) => ({
      ...image,
      header: image.header && { ...image.header, dtype },
    }));
    const { plate, diagnostics } = compilePlate({ ...input, manifest: { ...input.manifest, images } });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const plans = plate?.phases.get(0)?.contexts.first()?.stepPlans.toArray() ?? [];
    const calls = plans.flatMap(({ func }) => [...(func.get("*") ?? [])]);
    return Object.fromEntries(calls.map((call) => [call.export, call.saturation.toObject()]));
  };

  test("is known to calls whose images have the values of the source, projected or not, by the source's type", () => {
    const steps = [project, segment, measureOn("step:project")];
    for (const [dtype, largest] of [
      ["uint8", 255],
      ["uint16", 65535],
    ] as const) {
      const found = saturationOf(steps, dtype);
      expect(Object.keys(found)).toEqual(["maxProjection", "gaussianBlur", "segmentNuclei", "measureObjects"]);
      expect(found).toMatchObject({ maxProjection: { image: largest }, gaussianBlur: { image: largest } });
      expect(found.measureObjects).toEqual({ gfp: largest });
    }
    expect(saturationOf([raw, measureOn("pipelineStart")]).measureObjects).toEqual({ gfp: 65535 });
  });

  test("is unknown after a function that changes values, in the same chain or a step before", () => {
    const found = saturationOf([project, smooth, segment, measureOn("step:made")]);
    expect(found).toMatchObject({ gaussianBlur: { image: 65535 }, segmentNuclei: {}, measureObjects: {} });
    expect([found.segmentNuclei, found.measureObjects]).toEqual([{}, {}]);
  });

  test("is unknown for an image that an earlier function drew from labels, although it is exact", () => {
    const inputs = { image: { from: "step:project", channel: "1" }, labels: "labels:nuclei" };
    const made = step("made", { func: [ofLabels(), segmentNuclei()], inputs, emits: ["labels:drawn"] });
    const found = saturationOf([project, segment, made]);
    expect(found).toMatchObject({ maxProjection: { image: 65535 } });
    expect(found.segmentNuclei).toEqual({});
  });

  test("is unknown for floats, and for integers that float32 does not represent exactly", () => {
    for (const dtype of ["uint32", "int32", "float32"] as const)
      expect(saturationOf([project, segment, measureOn("step:project")], dtype).measureObjects).toEqual({});
  });
});

describe("sample types along a chain", () => {
  const catalogue = catalogueWith({ ofFloats, ofBytes });
  const takesOf = (steps: Parameters<typeof inputOf>[0]) => {
    const { plate, estimate } = compilePlate(inputOf(steps, { catalogue }));
    const [wells] = plate === null ? [] : explainPlate(plate, estimate).phases;
    return wells?.structures[0]?.context.steps.map(({ functions: calls }) => calls["*"]?.map(({ takes }) => takes));
  };

  test("are shown: as read if all functions are exact, else floats, wider if a function takes only wider ones", () => {
    expect(takesOf([project])).toEqual([["uint16"]]);
    expect(takesOf([step("a", { func: [maxProjection(), gaussianBlur()] })])).toEqual([["float32", "float32"]]);
    expect(takesOf([step("a", { func: [maxProjection(), ofFloats()] })])).toEqual([["uint16", "float32"]]);
  });

  test("that are impossible are rejected with the chain drawn", () => {
    const problems = problemsOf([step("a", { func: [maxProjection(), ofBytes()] })], { catalogue });
    expect(problems).toMatchObject([
      {
        severity: "error",
        code: "CONVERSION_IMPOSSIBLE",
        where: { step: { index: 0 }, function: "ofBytes" },
        message: "Cannot run step 'a' as uint16 → maxProjection → uint16 → ✗ ofBytes: it needs images of uint8",
      },
    ]);
  });
});

test("a length in µm is an error on an image whose pixels were made larger, in px it is not", () => {
  const bin = defineFunction({ ...common, name: "bin", params: NO_PARAMETERS, geometry: "resampled" });
  const catalogue = catalogueWith({ bin });
  const smooth = (sigma: number | { readonly um: number }) => [
    step("bin", { func: { use: "bin" }, inputs: { image: "pipelineStart" } }),
    step("smooth", { func: gaussianBlur({ sigma }) }),
  ];
  const found = compilePlate(inputOf(smooth({ um: 2 }), { catalogue })).diagnostics;
  expect(found).toMatchObject([
    { severity: "error", code: "LENGTH_MISSCALED", where: { step: { name: "smooth" }, parameter: "sigma" } },
  ]);
  expect(compilePlate(inputOf(smooth(2), { catalogue })).diagnostics).toEqual([]);
});
