import { catalogueOf, defineFunction, NO_PARAMETERS, type PipelineSpec, reduce, step } from "@ohcs/context";
import * as shipped from "@ohcs/functions";
import { presets } from "@ohcs/functions/presets";
import { describe, expect, test } from "vitest";
import { inputOf, manifestOf, type PlateShape } from "../../test/plate-fixture.ts";
import { type CompileInput, compilePlate } from "../compile-plate.ts";
import { DEFAULT_CONFIG } from "../config/config-schema.ts";

const { countNuclei, maxProjection, measureObjects, segmentNuclei, summarizeWells } = shipped;
const image = { from: "previous", channel: "1" } as const;
const count = step("count", { func: countNuclei(), inputs: { image }, emits: ["table:counts"] });
const project = step("project", { func: maxProjection() });

/** Sites of 10 × 8 px of 0.5 µm each, the next one `stepUm` to the right; null if the plate states no positions. */
function compiled(
  pipeline: PipelineSpec | PipelineSpec["steps"],
  { stepUm = 10, ...shape }: PlateShape & { readonly stepUm?: number | null },
  rest: Partial<CompileInput> = {},
) {
  const made = manifestOf({ sites: 1, planes: 1, ...shape });
  const images = made.images.map((one) => {
    return { ...one, position: stepUm === null ? null : { xUm: one.site * stepUm, yUm: 0 } };
  });
  const catalogue = catalogueOf({ "@ohcs/functions": shipped });
  return compilePlate(inputOf(pipeline, { manifest: { ...made, images }, catalogue, ...rest }));
}

function problems(...args: Parameters<typeof compiled>) {
  return compiled(...args).diagnostics.map(({ severity, code, where, message }) => {
    return [severity, code, where.step?.name, /(z planes|timepoints|channels|sites that overlap)/.exec(message)?.[0]];
  });
}

const refused = (step: string, what: string) => ["error", "OBJECTS_COUNTED_REPEATEDLY", step, what];
const several = { planes: 3, sites: 2, timepoints: 2, stepUm: 4 };

describe("no count adds up z planes, timepoints or overlapping tiles unless the pipeline says so (landmine 45)", () => {
  test("each is an error of the step that makes the table, all at once", () => {
    expect(problems([count], several)).toEqual([
      refused("count", "timepoints"),
      refused("count", "z planes"),
      refused("count", "sites that overlap"),
    ]);
  });

  test("so is what a reduction of the user's own adds up, and objects as well as counts", () => {
    const steps = [
      step("segment", { func: segmentNuclei(), inputs: { image }, emits: { "labels:nuclei": "nuclei" } }),
      step("measure", {
        func: measureObjects(),
        inputs: { labels: "labels:nuclei", dna: { from: "pipelineStart", channel: "1" } },
        emits: ["table:nuclei"],
      }),
      reduce("summary", { from: "table:nuclei", func: summarizeWells(), emits: { "table:summary": "wells" } }),
    ];
    const found = problems(steps, { planes: 2 });
    expect(found).toEqual([refused("measure", "z planes"), refused("measure", "z planes")]);
  });

  test("objects of several channels are not added up either", () => {
    const all = step("count", { func: countNuclei(), emits: ["table:counts"] });
    expect(problems([all], {})).toEqual([refused("count", "channels")]);
  });

  test("projected z, rows per timepoint and sites that lie apart are right, from pipeline, configuration or command line", () => {
    const apart = { planes: 3, sites: 2, timepoints: 2, stepUm: 5 };
    const pipeline = { name: "count", steps: [project, count] };
    expect(problems(pipeline, apart)).toEqual([refused("count", "timepoints")]);
    expect(problems({ ...pipeline, per: ["timepoint"] }, apart)).toEqual([]);
    const config = { ...DEFAULT_CONFIG, per: ["timepoint"] as const };
    expect(problems(pipeline, apart, { config })).toEqual([]);
    expect(problems({ ...pipeline, per: ["site"] }, apart, { overrides: { per: ["timepoint"] } })).toEqual([]);
    expect(problems({ ...pipeline, per: ["site"] }, apart, { config })).toEqual([refused("count", "timepoints")]);
  });

  test("a row per site keeps sites that overlap apart, and stage errors of less than a hundredth are no overlap", () => {
    expect(problems({ name: "count", steps: [count], per: ["site"] }, { sites: 2, stepUm: 4 })).toEqual([]);
    expect(problems([count], { sites: 2, stepUm: 4.96 })).toEqual([]);
    expect(problems([count], { sites: 2, stepUm: 4.9 })).toEqual([refused("count", "sites that overlap")]);
  });

  test("only the sites that are counted matter", () => {
    const filtered = { ...count, siteFilter: [1, 3] };
    expect(problems([filtered], { sites: 3, stepUm: 4 })).toEqual([]);
  });

  test("where a plate does not state where its sites lie, it is a warning", () => {
    const unknown = [["warning", "SITES_MAY_OVERLAP", "count", undefined]];
    expect(problems([count], { sites: 2, stepUm: null })).toEqual(unknown);
    expect(problems([count], { sites: 2, stepUm: 0 })).toEqual(unknown);
    expect(problems([count], { sites: 2, pixelSizeUm: null })).toEqual(unknown);
    expect(problems([count], { sites: 1, stepUm: null })).toEqual([]);
  });

  test("tables that count no objects are averaged as before", () => {
    const level = defineFunction({
      module: "@ohcs/functions",
      name: "level",
      version: "1.0.0",
      summary: "The mean of an image",
      params: NO_PARAMETERS,
      returnsImage: false,
      outputs: { level: { kind: "table" } },
      run: () => ({ outputs: {} }),
    });
    const catalogue = catalogueOf({ "@ohcs/functions": { ...shipped, level } });
    const steps = [step("level", { func: level(), inputs: { image }, emits: ["table:level"] })];
    expect(problems(steps, several, { catalogue })).toEqual([]);
  });
});

test.each(["count-nuclei", "measure", "stitch-and-count"])("preset:%s is right for sites that overlap", (name) => {
  const pipeline = presets[name] ?? { name, steps: [] };
  expect(problems(pipeline, { planes: 3, sites: 2, stepUm: 4 })).toEqual([]);
  expect(problems(pipeline, { ...several, stepUm: 4 }).map(([, code]) => code)).toContain("OBJECTS_COUNTED_REPEATEDLY");
});

test.each(["count-nuclei", "measure"])("preset:%s counts sites of unknown places as apart, with a warning", (name) => {
  const pipeline = presets[name] ?? { name, steps: [] };
  expect(problems(pipeline, { sites: 2, stepUm: null })).toEqual([
    ["warning", "SITES_MAY_OVERLAP", "positions", undefined],
  ]);
});

test("wells whose sites have no place are named, where others have one", () => {
  const made = manifestOf({ wells: ["A01", "A02", "A03"], sites: 2, planes: 1 });
  const images = made.images.map((one) => {
    const isLost = one.well === "A02" && one.site === 1;
    return { ...one, position: isLost ? null : { xUm: one.site * 10, yUm: 0 } };
  });
  const catalogue = catalogueOf({ "@ohcs/functions": shipped });
  const pipeline = presets["count-nuclei"] ?? { name: "none", steps: [] };
  const { diagnostics } = compilePlate(inputOf(pipeline, { manifest: { ...made, images }, catalogue }));
  expect(diagnostics.filter(({ code }) => code === "SITES_MAY_OVERLAP")).toMatchObject([
    { message: expect.stringContaining("nothing states where those of 1 well lie"), examples: ["A02"] },
  ]);
});

test("wells have the rows of their own images, those of the most wells without a list of names", () => {
  const shape = {
    wells: ["A01", "A02", "A03"],
    timepoints: 3,
    without: ({ well, timepoint }: { readonly well: string; readonly timepoint: number }) =>
      well === "A02" && timepoint === 2,
  };
  const config = { ...DEFAULT_CONFIG, onMissing: "skip" as const };
  const { plate } = compiled({ name: "count", steps: [count], per: ["timepoint"] }, shape, { config });
  const [tables] = plate?.phases.last()?.contexts ?? [];
  const [call] = tables?.stepPlans.find(({ stepName }) => stepName === "wells")?.func.get("*") ?? [];
  expect(call?.toJS()).toMatchObject({
    with: {
      per: ["timepoint"],
      rows: [
        { wells: null, at: [{ timepoint: 1 }, { timepoint: 2 }, { timepoint: 3 }] },
        { wells: ["A02"], at: [{ timepoint: 1 }, { timepoint: 3 }] },
      ],
    },
  });
});
