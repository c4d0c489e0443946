import { type ProcessingContext, type StepSpec, step, toJson } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { DEFAULT_CONFIG } from "../src/config/config-schema.ts";
import { functions } from "./catalogue-fixture.ts";
import { contextsOf, inputOf, manifestOf, type PlateShape, problemsOf } from "./plate-fixture.ts";

const {
  maxProjection,
  gaussianBlur,
  segmentNuclei,
  countNuclei,
  measureObjects,
  tilePositions,
  assembleTiles,
  normalize,
} = functions;

const project = step("project", { func: maxProjection() });

test("a chain of 2d functions works plane by plane: one group per plane", () => {
  const groups = groupsOf([step("a", { func: [gaussianBlur(), gaussianBlur()] })], { sites: 1, channels: ["DAPI"] });
  expect(groups).toEqual([
    ["s001_w1_z001_t001", { image: [0] }, ["s001_w1_z001_t001"]],
    ["s001_w1_z002_t001", { image: [1] }, ["s001_w1_z002_t001"]],
    ["s001_w1_z003_t001", { image: [2] }, ["s001_w1_z003_t001"]],
  ]);
});

test("a chain that ends with a projection stacks z and drops it from names", () => {
  const groups = groupsOf([step("a", { func: [gaussianBlur(), maxProjection()] })], { sites: 1, channels: ["DAPI"] });
  expect(groups).toEqual([["s001_w1_t001", { image: [0, 1, 2] }, ["s001_w1_t001"]]]);
});

test("stack order is numeric: z 10 comes after z 9, and channel 10 after channel 9 (landmine 22)", () => {
  const shape: PlateShape = { sites: 1, channels: Array.from({ length: 11 }, (_, i) => `c${i}`), planes: 11 };
  const manifest = manifestOf(shape);
  const shuffled = { ...manifest, images: manifest.images.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
  const [context] = contextsOf([project], { manifest: shuffled });
  const groups = context?.stepPlans.get(0)?.groups.toArray() ?? [];
  expect(groups.map(({ coordinates }) => coordinates.get("channel"))).toEqual([..."123456789", "10", "11"]);
  const zOf = (index: number | null) => context?.layout.get(index ?? -1)?.get("zIndex");
  expect(groups[0]?.inputs.get("image")?.toArray().map(zOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

describe("maxProjection never projects over sites unless requested (landmine 32)", () => {
  test("by default it stacks z and keeps sites apart", () => {
    const [context] = contextsOf([project]);
    expect(context?.stepPlans.get(0)?.variableComponents.toArray()).toEqual(["zIndex"]);
    expect(context?.stepPlans.get(0)?.groups.size).toBe(4);
  });

  test("without z it falls back to time, never to sites", () => {
    const [context] = contextsOf([project, step("b", { func: maxProjection() })]);
    expect(context?.stepPlans.get(1)?.variableComponents.toArray()).toEqual(["timepoint"]);
    const problems = problemsOf([project, step("b", { func: maxProjection() }), step("c", { func: maxProjection() })]);
    expect(problems).toMatchObject([
      {
        code: "STACK_AXIS_MISMATCH",
        where: { step: { index: 2 } },
        hint: 'Request it with variableComponents: ["site"]',
      },
    ]);
  });

  test("it does if requested", () => {
    const groups = groupsOf([step("a", { func: maxProjection(), variableComponents: ["site"] })], {
      channels: ["D"],
      planes: 1,
    });
    expect(groups).toEqual([["w1_z001_t001", { image: [0, 1] }, ["w1_z001_t001"]]]);
  });
});

test("an input that selects a channel loses the component; images keep it, labels are shared by all channels", () => {
  const steps = [
    project,
    step("blur", { func: gaussianBlur(), inputs: { image: { from: "step:project", channel: "2" } } }),
    step("segment", {
      func: segmentNuclei(),
      emits: ["labels:nuclei"],
      inputs: { image: { from: "step:blur", channel: "GFP" } },
    }),
    step("measure", { func: measureObjects(), inputs: { all: "step:project", labels: "labels:nuclei" } }),
  ];
  const [context] = contextsOf(steps, { manifest: manifestOf({ sites: 1 }) });
  const [, blur, segment, measure] = describeSteps(context);
  expect(blur).toEqual([["s001_t001", { image: [1] }, ["s001_w2_t001"]]]);
  expect(segment).toEqual([["s001_t001", { image: [0] }, []]]);
  expect(measure).toEqual([
    ["s001_w1_t001", { all: [0], labels: [0] }, []],
    ["s001_w2_t001", { all: [1], labels: [0] }, []],
  ]);
});

test("positions of the well are broadcast to all channels, and tiles are stacked over sites", () => {
  const steps = [
    project,
    step("positions", { func: tilePositions(), inputs: { image: { from: "step:project", channel: "1" } } }),
    step("stitch", { func: assembleTiles(), inputs: { image: "step:project", positions: "json:positions" } }),
  ];
  const [context] = contextsOf(steps);
  expect(describeSteps(context).slice(1)).toEqual([
    [["t001", { image: [0, 2] }, []]],
    [
      ["w1_t001", { image: [0, 2], positions: [0] }, ["w1_t001"]],
      ["w2_t001", { image: [1, 3], positions: [0] }, ["w2_t001"]],
    ],
  ]);
});

describe("groups that a dictionary does not list follow one rule on first, middle and branching steps (landmine 21)", () => {
  const blur = (unlisted: NonNullable<StepSpec["unlisted"]>, from: string) =>
    step("blur", { func: { "1": gaussianBlur() }, unlisted, inputs: { image: from } });

  test.each(["pipelineStart", "step:project"])("reading from %s", (from) => {
    const manifest = manifestOf({ sites: 1, planes: 1 });
    const patterns = (unlisted: "pass" | "drop") => {
      const [context] = contextsOf([project, blur(unlisted, from)], { manifest });
      return context?.stepPlans
        .get(1)
        ?.groups.toArray()
        .map(({ pattern, images }) => [pattern, images.size]);
    };
    expect(patterns("pass")).toEqual([
      ["1", 1],
      [null, 1],
    ]);
    expect(patterns("drop")).toEqual([["1", 1]]);
    const problems = problemsOf([{ ...project, materialize: true }, blur("error", from)], { manifest });
    expect(problems).toMatchObject([{ code: "UNLISTED_GROUP", count: 2 }]);
  });

  test("planes that pass a projecting step keep their z", () => {
    const steps = [step("a", { func: { DAPI: maxProjection() }, unlisted: "pass" })];
    expect(groupsOf(steps, { sites: 1, planes: 2 })).toEqual([
      ["s001_w1_t001", { image: [0, 1] }, ["s001_w1_t001"]],
      ["s001_w2_t001", { image: [2, 3] }, ["s001_w2_z001_t001", "s001_w2_z002_t001"]],
    ]);
  });

  test("a listed chain whose calls are disabled passes its group", () => {
    const steps = [step("a", { func: { "1": gaussianBlur(), "2": [{ ...gaussianBlur(), enabled: false }] } })];
    const [context] = contextsOf(steps, { manifest: manifestOf({ sites: 1, planes: 1 }) });
    expect(
      context?.stepPlans
        .get(0)
        ?.groups.toArray()
        .map(({ pattern }) => pattern),
    ).toEqual(["1", null]);
    expect(context?.stepPlans.get(0)?.func.keySeq().toArray()).toEqual(["1"]);
  });
});

test("outputs are matched by name whatever the declaration order", () => {
  const emitted = (emits: NonNullable<StepSpec["emits"]>) => {
    const [context] = contextsOf([step("a", { func: segmentNuclei(), emits })]);
    return toJson(context?.stepPlans.get(0)?.func.get("*")?.get(0)?.outputs);
  };
  expect(emitted(["labels:nuclei", "table:quality"])).toEqual({ nuclei: "labels:nuclei", quality: "table:quality" });
  expect(emitted(["table:quality", "labels:nuclei"])).toEqual({ nuclei: "labels:nuclei", quality: "table:quality" });
  expect(emitted(["labels:cells"])).toEqual({ nuclei: "labels:cells" });
  expect(emitted({ "table:q": "quality" })).toEqual({ quality: "table:q" });
  expect(emitted([])).toEqual({});
});

test("without 'emits' a step emits what its functions declare, under their names", () => {
  const [context] = contextsOf([step("a", { func: { "1": countNuclei() }, unlisted: "drop" })]);
  expect(context?.stepPlans.get(0)?.outputs.keySeq().toArray()).toEqual(["table:counts"]);
});

describe("missing images follow the stated policy (landmine 12)", () => {
  const without: PlateShape["without"] = ({ well, site, channel, zIndex }) =>
    well === "A02" && site === 1 && channel === "1" && zIndex === 2;
  const manifest = manifestOf({ sites: 1, without });
  const stacks = (onMissing: "skip" | "fill") => {
    const [, context] = contextsOf([step("project", { func: maxProjection(), onMissing })], { manifest });
    return context?.stepPlans
      .get(0)
      ?.groups.toArray()
      .map(({ inputs }) => inputs.get("image")?.toArray());
  };

  test("are left out by 'skip'", () => {
    expect(stacks("skip")).toEqual([
      [0, 1],
      [2, 3, 4],
    ]);
  });

  test("are at their place by 'fill', with their own coordinates behind those of the images", () => {
    expect(stacks("fill")).toEqual([
      [0, 5, 1],
      [2, 3, 4],
    ]);
    const [, context] = contextsOf([step("project", { func: maxProjection(), onMissing: "fill" })], { manifest });
    expect(context?.images.size).toBe(5);
    expect(context?.layout.get(5)?.toObject()).toEqual({ site: 1, channel: "1", zIndex: 2, timepoint: 1 });
  });

  test("have the same order for any selected wells", () => {
    const planes: Readonly<Record<string, readonly number[]>> = { A01: [1, 2, 3], A02: [3], A03: [2], A04: [1] };
    const wells = Object.keys(planes);
    const uneven = manifestOf({ wells, sites: 1, without: ({ well, zIndex }) => !planes[well]?.includes(zIndex) });
    const printOf = (wellFilter: readonly string[]) => {
      const config = { ...DEFAULT_CONFIG, wellFilter, onMissing: "fill" as const };
      return contextsOf([project], { manifest: uneven, config }).find(({ axisId }) => axisId === "A02")?.fingerprint;
    };
    expect(printOf(["!A01"])).toBe(printOf([]));
  });

  test("do not matter if no step reads them", () => {
    const steps = [step("a", { func: gaussianBlur(), channelFilter: ["2"] })];
    expect(compilePlate(inputOf(steps, { manifest })).diagnostics).toEqual([]);
  });
});

test("a context lists the images that some step reads, and no others", () => {
  const [context] = contextsOf([step("a", { func: gaussianBlur(), channelFilter: ["GFP"], siteFilter: ["2:9"] })]);
  expect(context?.images.toArray().map(({ path }) => path)).toEqual([1, 2, 3].map((z) => `A01_s2_w2_z${z}_t1.tif`));
  expect(context?.layout.size).toBe(3);
});

test("a step for some wells also exists for the others, without groups, and links skip it", () => {
  const steps = [
    project,
    step("blur", { func: gaussianBlur(), wellFilter: ["A02"] }),
    step("count", { func: countNuclei() }),
  ];
  const [a01, a02] = contextsOf(steps);
  expect(a01?.stepPlans.get(1)?.groups.size).toBe(0);
  expect(a01?.stepPlans.get(2)?.inputs.get("image")?.step).toBe(0);
  expect(a02?.stepPlans.get(2)?.inputs.get("image")?.step).toBe(1);
  const stored = [a01, a02].map((context) =>
    context?.stepPlans.toArray().map(({ outputs }) => outputs.get("image")?.store !== undefined),
  );
  expect(stored).toEqual([
    [true, false, false],
    [true, true, false],
  ]);
});

describe("stored images", () => {
  const dtypes = (steps: Parameters<typeof contextsOf>[0]) =>
    contextsOf(steps)[0]
      ?.stepPlans.toArray()
      .map(({ outputs }) => {
        const store = outputs.get("image")?.store;
        return store && [store.directory, store.dtype];
      });

  test("are those of the last step that has any, in the dtype of the source while functions keep its range", () => {
    expect(dtypes([project, step("b", { func: gaussianBlur() }), step("c", { func: countNuclei() })])).toEqual([
      null,
      ["images", "uint16"],
      undefined,
    ]);
  });

  test("are float32 after a function with a range of its own, and as overridden by the step", () => {
    const own = step("own", { func: normalize({ mode: "a" }) });
    const after = step("b", { func: gaussianBlur() });
    expect(dtypes([own, after])).toEqual([null, ["images", null]]);
    expect(dtypes([own, { ...after, dtype: "preserve" }])).toEqual([null, ["images", "uint16"]]);
    expect(dtypes([{ ...project, dtype: "uint8" }])).toEqual([["images", "uint8"]]);
  });

  test("of checkpoints lie in a directory of their step; 'materialize: false' stores nothing", () => {
    const steps = [{ ...project, materialize: true }, step("b", { func: gaussianBlur(), materialize: false })];
    expect(dtypes([...steps, step("c", { func: countNuclei() })])).toEqual([
      ["checkpoints_step0", "uint16"],
      null,
      undefined,
    ]);
  });
});

function groupsOf(steps: readonly StepSpec[], shape: PlateShape) {
  return describeSteps(contextsOf(steps, { manifest: manifestOf(shape) })[0])[0];
}

function describeSteps(context: ProcessingContext | undefined) {
  const plans = context?.stepPlans.toArray() ?? [];
  return plans.map(({ groups }) =>
    groups.toArray().map(({ key, inputs, images }) => [key, toJson(inputs), images.toArray()]),
  );
}
