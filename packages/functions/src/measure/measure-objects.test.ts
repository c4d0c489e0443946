import { recordsOf, type Table } from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment } from "../../test/draw-stack.ts";
import { summarizeWells } from "../plate/summarize-wells.ts";
import { segmentNuclei } from "../segmentation/segment-nuclei.ts";
import { DEFAULT_OPTIONS } from "./feature-parameters.ts";
import { measureObjects } from "./measure-objects.ts";
import { regionProps } from "./region-props.ts";

const labels = drawStack(
  [
    [
      [0, 0, 0, 0, 0, 0],
      [0, 1, 1, 0, 0, 0],
      [0, 1, 1, 0, 0, 2],
      [0, 0, 0, 0, 0, 2],
    ],
  ],
  { as: Uint32Array, kind: "labels" },
);
const gfp = drawStack([
  [
    [2, 2, 2, 2, 2, 2],
    [2, 10, 20, 2, 2, 2],
    [2, 30, 40, 2, 2, 8],
    [2, 2, 2, 2, 2, 4],
  ],
]);
const features = ["shape" as const, "intensity" as const, "ring" as const];
const parameters = { ...DEFAULT_OPTIONS, features, ringInner: 1, ringOuter: 2 };
const nucleiParameters = {
  ...({ method: "otsu", scope: "image" } as const),
  sigma: 1,
  log: false,
  correction: 1,
  minContrast: 5,
  border: 0.5,
  splitProminence: 0.05,
  minEdgeContrast: 0.1,
  minArea: 1,
};

test("measureObjects() measures objects, rings and their ratio in each named image", async () => {
  const { outputs } = await measureObjects.run({ labels, gfp, dna: gfp }, parameters, environment());
  const [first, second] = recordsOf(outputs?.objects as Table);
  expect(first).toMatchObject({
    ObjectNumber: 1,
    Metadata_TouchesEdge: 0,
    AreaShape_Area: 4,
    AreaShape_Area_um2: 1,
    AreaShape_Center_X: 1.5,
    AreaShape_Center_Y: 1.5,
    AreaShape_BoundingBoxMaximum_X: 3,
    Intensity_MeanIntensity_gfp: 25,
    Intensity_IntegratedIntensity_dna: 100,
    Ring_MeanIntensity_gfp: 2,
    Ratio_ObjectToRing_gfp: 12.5,
  });
  expect(second).toMatchObject({ ObjectNumber: 2, Metadata_TouchesEdge: 1, Ratio_ObjectToRing_gfp: 3 });
});

test("measureObjects() of no objects has the same columns and no rows", async () => {
  const none = { ...labels, data: new Uint32Array(24) };
  const some = await measureObjects.run({ labels, gfp }, parameters, environment());
  const { outputs } = await measureObjects.run({ labels: none, gfp }, parameters, environment());
  const { columns = [] } = { ...(some.outputs?.objects as Table | undefined) };
  expect(outputs?.objects).toEqual({ columns, rows: [] });
});

test("regionProps() measures the image under the objects", async () => {
  const { outputs } = await regionProps.run({ labels, image: gfp }, {}, environment());
  const [first] = recordsOf(outputs?.objects as Table);
  expect(first).toMatchObject({ ObjectNumber: 1, Intensity_MaxIntensity_image: 40 });
  expect(Object.keys(first ?? {}).some((column) => column.startsWith("Ring_"))).toBe(false);
});

test("saturated pixels are counted per object and image, and not at all where their value is unknown (landmine 42)", async () => {
  const [height, width] = [12, 15];
  const draw = (valueAt: (i: number) => number) =>
    Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => valueAt(y * width + x)));
  const objectAt = (i: number) => (i % 7 < 3 && Math.floor(i / width) % 2 === 0 ? 1 + (Math.floor(i / 40) % 3) : 0);
  const labels = drawStack([draw(objectAt)], { as: Uint32Array, kind: "labels" });
  const gfp = drawStack([draw((i) => ((i * 31) % 5 === 0 ? 65535 : 65534))], { as: Float32Array });
  const dna = drawStack([draw((i) => ((i * 17) % 3 === 0 ? 255 : 254))], { as: Uint8Array });
  const blurred = drawStack([draw(() => 65535)], { as: Float32Array });
  const inputs = { labels, gfp, dna, blurred };
  const saturation = { gfp: 65535, dna: 255 };
  const { outputs } = await measureObjects.run(inputs, parameters, environment({ saturation }));
  const counted = ({ data }: typeof gfp, label: number, value: number) =>
    [...data].filter((sample, i) => objectAt(i) === label && sample === value).length;
  const expected = [1, 2, 3].map((label) => ({
    ObjectNumber: label,
    QC_Saturated_gfp: counted(gfp, label, 65535),
    QC_Saturated_dna: counted(dna, label, 255),
    QC_Saturated_blurred: null,
  }));
  expect(recordsOf(outputs?.objects as Table)).toMatchObject(expected);
  expect(expected.every(({ QC_Saturated_gfp, QC_Saturated_dna }) => QC_Saturated_gfp > 0 && QC_Saturated_dna > 0)).toBe(
    true,
  );

  const well = { kind: "table", tables: [outputs?.objects as Table], keys: [{ well: "A01" }] } as const;
  const contributors = [{ well: "A01", status: "success" }] as const;
  const summary = await summarizeWells.run({ nuclei: well }, { per: [], rows: [] }, environment({ contributors }));
  expect(recordsOf(summary.outputs?.wells as Table)).toMatchObject([
    {
      Sum_Nuclei_QC_Saturated_gfp: expected.reduce((sum, { QC_Saturated_gfp }) => sum + QC_Saturated_gfp, 0),
      Sum_Nuclei_QC_Saturated_blurred: null,
    },
  ]);

  const quality = async (changes: Parameters<typeof environment>[0]) => {
    const { outputs } = await segmentNuclei.run({ image: gfp }, nucleiParameters, environment(changes));
    return recordsOf(outputs?.quality as Table);
  };
  const inImage = [...gfp.data].filter((sample) => sample === 65535).length;
  expect(await quality({ saturation: { image: 65535 } })).toMatchObject([{ QC_Saturated: inImage }]);
  expect(await quality({})).toMatchObject([{ QC_Saturated: null }]);
});

test("border objects are kept and counted, but in no aggregate: the policy countOnly (landmine 37)", async () => {
  const labels = drawStack(
    [
      [
        [1, 1, 1, 0, 0],
        [0, 0, 0, 2, 0],
        [0, 0, 0, 2, 0],
        [0, 0, 0, 0, 0],
      ],
    ],
    { as: Uint32Array, kind: "labels" },
  );
  const image = drawStack([Array.from({ length: 4 }, () => [5, 5, 5, 9, 5])]);
  const { outputs } = await measureObjects.run({ labels, dna: image }, parameters, environment());
  const nuclei = outputs?.objects as Table;
  expect(recordsOf(nuclei)).toMatchObject([
    { ObjectNumber: 1, Metadata_TouchesEdge: 1, AreaShape_Area: 3 },
    { ObjectNumber: 2, Metadata_TouchesEdge: 0, AreaShape_Area: 2 },
  ]);
  const well = { kind: "table", tables: [nuclei], keys: [{ well: "A01" }] } as const;
  const contributors = [{ well: "A01", status: "success" }] as const;
  const summary = await summarizeWells.run({ nuclei: well }, { per: [], rows: [] }, environment({ contributors }));
  expect(recordsOf(summary.outputs?.wells as Table)).toMatchObject([
    { Count_Nuclei: 2, Mean_Nuclei_AreaShape_Area: 2, Mean_Nuclei_Intensity_MeanIntensity_dna: 9 },
  ]);
});
