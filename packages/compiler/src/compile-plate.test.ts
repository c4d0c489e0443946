import { definePipeline, reduce, step, toJson } from "@ohcs/context";
import { expect, test } from "vitest";
import { functions } from "../test/catalogue-fixture.ts";
import { contextsOf, inputOf, manifestOf } from "../test/plate-fixture.ts";
import { compilePlate } from "./compile-plate.ts";

const { maxProjection, gaussianBlur, segmentNuclei, measureObjects } = functions;

const nuclei = [
  step("project", { func: maxProjection() }),
  step("segment", {
    func: [gaussianBlur({ sigma: { um: 1 } }), segmentNuclei()],
    inputs: { image: { from: "step:project", channel: "1" } },
    emits: ["labels:nuclei"],
  }),
  step("measure", {
    func: measureObjects(),
    inputs: { gfp: { from: "step:project", channel: "GFP" }, labels: "labels:nuclei" },
    emits: ["table:nuclei"],
  }),
];

test("compilePlate() makes one frozen context per well and the built-in reduction", () => {
  const { diagnostics, plate } = compilePlate(inputOf(definePipeline({ name: "nuclei", steps: nuclei })));
  expect(diagnostics).toEqual([]);
  expect(plate?.phases.toArray().map(({ name, kind, contexts }) => [name, kind, contexts.size])).toEqual([
    ["wells", "map", 2],
    ["tables", "reduce", 1],
  ]);
  expect(
    plate?.phases
      .get(0)
      ?.contexts.toArray()
      .map(({ axisId }) => axisId),
  ).toEqual(["A01", "A02"]);
  expect(Object.isFrozen(plate)).toBe(true);
});

test("compilePlate() links, groups and places everything a worker needs", () => {
  const [context] = contextsOf(nuclei, { manifest: manifestOf({ sites: 1, planes: 2 }) });
  expect(context?.images.toArray().map(({ path }) => path)).toEqual([
    "A01_s1_w1_z1_t1.tif",
    "A01_s1_w1_z2_t1.tif",
    "A01_s1_w2_z1_t1.tif",
    "A01_s1_w2_z2_t1.tif",
  ]);
  expect(toJson(context?.stepPlans)).toMatchSnapshot();
});

test("compilePlate() merges every stored table and summarizes the wells, after the user's reductions", () => {
  const steps = [
    ...nuclei,
    reduce("controls", {
      from: "table:nuclei",
      with: { map: { file: "map.csv" } },
      func: functions.percentOfMap({ column: "x" }),
    }),
  ];
  const supplied = {
    "map.csv": {
      sha256: "ab",
      table: {
        columns: ["well", "dose"],
        rows: [
          ["A01", 1],
          ["A02", 2],
        ],
      },
    },
  };
  const { diagnostics, plate } = compilePlate(inputOf(steps, { supplied }));
  expect(diagnostics).toEqual([]);
  const reductions =
    plate?.phases
      .toArray()
      .slice(1)
      .flatMap(({ contexts }) => contexts.toArray()) ?? [];
  const summary = reductions.map((context) => [
    context.axisId,
    context.wells.toArray(),
    context.stepPlans.toArray().map(({ stepName, inputs, outputs }) => [
      stepName,
      Object.entries(toJson(inputs) as object).map(([name, { source, step: from, output }]) => [
        name,
        source,
        from,
        output,
      ]),
      outputs
        .valueSeq()
        .toArray()
        .map(({ store }) => `${store?.directory}/${store?.name}${store?.extension}`),
    ]),
  ]);
  expect(summary).toEqual([
    [
      "controls",
      ["A01", "A02"],
      [
        [
          "controls",
          [
            ["map", "supplied", null, "ab"],
            ["table", "wells", 2, "table:nuclei"],
          ],
          ["images_results/percent.csv"],
        ],
      ],
    ],
    [
      "tables",
      ["A01", "A02"],
      [
        ["merge-nuclei", [["table", "wells", 2, "table:nuclei"]], ["images_results/nuclei.csv"]],
        [
          "wells",
          [
            ["nuclei", "wells", 2, "table:nuclei"],
            ["map", "supplied", null, "ab"],
          ],
          ["images_results/wells.csv"],
        ],
      ],
    ],
  ]);
});
