import { defineFunction, NO_PARAMETERS, type StepSpec, step, toJson } from "@ohcs/context";
import { expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { DEFAULT_CONFIG } from "../src/config/config-schema.ts";
import { catalogueWith, functions } from "./catalogue-fixture.ts";
import { inputOf, manifestOf } from "./plate-fixture.ts";

const facts = { version: "1.0.0", summary: "For tests.", module: "test:functions", params: NO_PARAMETERS };
const run = () => ({});
const surface = defineFunction({
  ...facts,
  name: "surface",
  run,
  contract: "volumeToSlice",
  over: ["zIndex"],
  exact: true,
  intensity: "preserves",
  outputs: { heights: { kind: "image", dtype: "uint16" } },
});
const paint = defineFunction({
  ...facts,
  name: "paint",
  run,
  inputs: { "*": { kind: "image" } },
  outputs: { picture: { kind: "rgb" } },
  returnsImage: false,
});
const draw = defineFunction({
  ...facts,
  name: "draw",
  run,
  inputs: { rgb: { kind: "rgb" } },
  outputs: { drawing: { kind: "rgb" } },
  returnsImage: false,
});

const [dna, gfp] = ["1", "2"].map((channel) => ({ from: "step:focus", channel }));
const focus = step("focus", { func: surface() });
const colors = step("colors", { func: paint(), inputs: { dna, gfp } as never, emits: ["rgb:picture"] });
const drawn = step("drawn", { func: draw(), inputs: { rgb: "rgb:picture" } });

const catalogue = catalogueWith({ surface, paint, draw });

function compiled(steps: readonly StepSpec[], settings: Parameters<typeof inputOf>[1] = {}) {
  const { plate, diagnostics, estimate } = compilePlate(inputOf(steps, { catalogue, ...settings }));
  const problems = diagnostics.filter(({ severity }) => severity === "error");
  const plans = plate?.phases.first()?.contexts.first()?.stepPlans.toArray() ?? [];
  return { plans, problems, estimate, diagnostics };
}

test("named images are outputs of their step, and inputs of later ones by name", () => {
  const blur = step("blur", { func: functions.gaussianBlur(), inputs: { image: "image:heights" } });
  const { plans, problems } = compiled([focus, blur, colors, drawn]);
  expect(problems).toEqual([]);
  expect(plans[0]?.outputs.get("image:heights")?.toJS()).toMatchObject({ kind: "image", store: null });
  expect(plans[1]?.inputs.toJS()).toEqual({
    image: { source: "step", kind: "image", step: 0, output: "image:heights" },
  });
  expect(plans[1]?.func.first()?.first()?.takes).toBe("float32");
  expect(plans[3]?.inputs.toJS()).toEqual({ rgb: { source: "step", kind: "rgb", step: 2, output: "rgb:picture" } });
  expect(plans[3]?.groups.toArray().map(({ key }) => key)).toEqual(["s001_t001", "s002_t001"]);
});

test("an image in colours is stored where no step reads it, other named images where their step is", () => {
  const storesOf = (...steps: StepSpec[]) =>
    compiled(steps).plans.flatMap(({ outputs }) =>
      [...outputs].flatMap(([name, { store }]) => (name === "image" ? [] : [[name, store?.directory ?? null]])),
    );
  expect(storesOf(focus, colors, drawn)).toEqual([
    ["image:heights", null],
    ["rgb:picture", null],
    ["rgb:drawing", "images_rgb/drawing"],
  ]);
  const kept = { materialize: true } as const;
  expect(storesOf({ ...focus, ...kept }, { ...colors, ...kept }, { ...drawn, materialize: false })).toEqual([
    ["image:heights", "images_named/heights"],
    ["rgb:picture", "images_rgb/picture"],
    ["rgb:drawing", null],
  ]);
});

test("an image in colours is no image to compute with, nor the other way round", () => {
  const blur = step("blur", { func: functions.gaussianBlur(), inputs: { image: "rgb:picture" } });
  const grey = step("grey", { func: draw(), inputs: { rgb: "image:heights" } });
  expect(compiled([focus, colors, blur, grey]).problems).toMatchObject([
    { code: "INPUT_KIND_MISMATCH", expected: "kind 'image'", got: "'rgb'" },
    { code: "INPUT_KIND_MISMATCH", expected: "kind 'rgb'", got: "'image'" },
  ]);
  const wrong = step("wrong", { func: draw(), inputs: { rgb: "rgb:pictures" } });
  expect(compiled([focus, colors, wrong]).problems).toMatchObject([
    { code: "OUTPUT_MISSING", hint: "Did you mean 'rgb:picture'?" },
  ]);
});

test("estimates count named images: what is stored of them, and what is held for later steps", () => {
  const base = compiled([focus]).estimate;
  const [pixels, wells, sites] = [80, 2, 2];
  const colored = compiled([focus, colors]).estimate;
  expect((colored.bytesWritten ?? 0) - (base.bytesWritten ?? 0)).toBe(3 * pixels * sites * wells);
  const named = compiled([{ ...focus, materialize: true }]).estimate;
  expect((named.bytesWritten ?? 0) - (base.bytesWritten ?? 0)).toBe(2 * pixels * 2 * sites * wells);
  const later = step("later", { func: functions.gaussianBlur(), inputs: { image: "image:heights" } });
  const read = compiled([focus, later]).estimate;
  expect((read.peakBytesPerWell ?? 0) - (base.peakBytesPerWell ?? 0)).toBeGreaterThanOrEqual(4 * pixels * 2 * sites);
});

test("in OME-Zarr named images are plates of their own, colours three channels; mosaics stay files", () => {
  const config = { ...DEFAULT_CONFIG, materializationBackend: "zarr" };
  const { plans, problems } = compiled([{ ...focus, materialize: true }, colors], { config, manifest: manifestOf() });
  expect(problems).toEqual([]);
  const [heights, picture] = [plans[0]?.outputs.get("image:heights"), plans[1]?.outputs.get("rgb:picture")];
  const place = { width: 10, height: 8, rgb: false };
  expect(toJson(heights?.zarr ?? null)).toMatchObject({ ...place, path: "images_named/heights.zarr", dtype: "uint16" });
  expect(heights?.store).toMatchObject({ backend: "images", directory: "images_named/heights.zarr", extension: "" });
  expect(toJson(picture?.zarr ?? null)).toMatchObject({
    ...{ ...place, rgb: true },
    path: "images_rgb/picture.zarr",
    dtype: "uint8",
    fields: [
      { site: 1, channels: ["1", "2", "3"], zIndexes: null, timepoints: [1] },
      { site: 2, channels: ["1", "2", "3"] },
    ],
  });
  const larger = defineFunction({
    ...facts,
    name: "paint",
    run,
    geometry: "mosaic",
    inputs: { "*": { kind: "image" } },
    outputs: { picture: { kind: "rgb" } },
    returnsImage: false,
  });
  const others = catalogueWith({ surface, paint: larger, draw });
  const stored = compiled([focus, colors], { config, catalogue: others }).plans[1]?.outputs.get("rgb:picture");
  expect([stored?.zarr, stored?.store?.extension]).toEqual([null, ".tif"]);
});
