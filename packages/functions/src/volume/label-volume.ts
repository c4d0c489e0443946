import { type Cell, type ImageStack, lengthParameter, Type } from "@ohcs/context";
import {
  type Labels,
  labelVolume as labelled,
  splitVolume,
  type VolumeConnectivity,
  type VolumeFeatures,
  type VoxelSpacing,
  volumeFeatures,
} from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { fail } from "../errors.ts";
import { planesOf, stackInput, stackOf } from "../stack/planes.ts";

/**
 * Numbers what hangs together in a z stack of masks, across planes, and measures it: volume, centroid, planes and axes, in voxels, and in µm
 * where the plate states the size of a pixel and `zStep` the distance of planes. Without `zStep` nothing is assumed: axes are empty then.
 * With `splitProminence`, objects that touch are parted at necks, by the distance of their voxels to the background, planes being further apart than pixels.
 */
export const labelVolume = define({
  name: "labelVolume",
  version: "1.1.0",
  summary: "Numbers and measures objects in a z stack",
  params: parameters({
    connectivity: Type.Union([Type.Literal(6), Type.Literal(18), Type.Literal(26)], {
      default: 26,
      description: "Neighbours of a voxel that belong to its object",
    }),
    splitProminence: Type.Optional(
      lengthParameter({
        minimum: 0.01,
        description:
          "Objects are parted where the neck between them is thinner than either by this; otherwise what touches is one. Needs `zStep`",
      }),
    ),
    minVolume: Type.Integer({ default: 1, minimum: 1, description: "Smaller objects are dropped, voxels" }),
    zStep: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: "Distance of planes, µm" })),
  }),
  contract: "3d",
  over: ["zIndex"],
  outputs: {
    labels: { kind: "labels", description: "One plane per plane of the stack" },
    volumes: { kind: "table", counts: true, description: "One row per object" },
  },
  exact: true,
  memoryFactor: 20,
  citation:
    "skimage.measure.label, regionprops with spacing; scipy.ndimage.distance_transform_edt with sampling, skimage.segmentation.watershed",
  run(inputs, { connectivity, minVolume, zStep, splitProminence }) {
    const stack = stackInput(inputs);
    const { pixelSizeUm } = stack.calibration;
    const known = zStep === undefined || pixelSizeUm === null ? null : { x: pixelSizeUm, y: pixelSizeUm, z: zStep };
    const { planes } =
      splitProminence === undefined
        ? labelled(planesOf(stack), connectivity)
        : parted(stack, connectivity, splitProminence, known);
    const all = volumeFeatures(planes, known ?? { x: 1, y: 1, z: 1 });
    const kept = all.filter(({ voxels }) => voxels >= minVolume);
    const voxelUm3 = known === null ? null : known.x * known.y * known.z;
    return {
      outputs: {
        labels: labelsOf(planes, kept, stack),
        volumes: { columns: COLUMNS, rows: kept.map((one, i) => rowOf(one, i + 1, voxelUm3)) },
      },
    };
  },
});

/** What touches parted at necks, lengths in px. @throws `INPUT_INVALID` where nothing tells how far planes are apart */
function parted(stack: ImageStack, connectivity: VolumeConnectivity, prominence: number, spacing: VoxelSpacing | null) {
  if (spacing === null)
    throw fail(
      "INPUT_INVALID",
      "Cannot part objects of a stack: expected the size of a pixel and the distance of planes, got none. State 'zStep', and --pixel-size where the plate has none",
    );
  const { x, z } = spacing;
  return splitVolume(planesOf(stack), { connectivity, prominence, spacing: { x: 1, y: 1, z: z / x } });
}

const COLUMNS = [
  "ObjectNumber",
  "Metadata_TouchesEdge",
  "AreaShape_Volume",
  "AreaShape_Volume_um3",
  "AreaShape_Center_X",
  "AreaShape_Center_Y",
  "AreaShape_Center_Z",
  "AreaShape_FirstPlane",
  "AreaShape_LastPlane",
  "AreaShape_MajorAxisLength_um",
  "AreaShape_MiddleAxisLength_um",
  "AreaShape_MinorAxisLength_um",
];

function rowOf(one: VolumeFeatures, number: number, voxelUm3: number | null): readonly Cell[] {
  const { voxels, x, y, z, firstPlane, lastPlane, touchesEdge, axes } = one;
  const lengths = voxelUm3 === null ? [null, null, null] : axes;
  const volume = voxelUm3 === null ? null : voxels * voxelUm3;
  return [number, touchesEdge ? 1 : 0, voxels, volume, x, y, z, firstPlane + 1, lastPlane + 1, ...lengths];
}

/** Those that are kept, numbered anew from 1. */
function labelsOf(planes: readonly Labels[], kept: readonly VolumeFeatures[], like: ImageStack): ImageStack {
  const most = kept.reduce((greatest, { label }) => Math.max(greatest, label), 0);
  const numbers = new Uint32Array(most + 1);
  for (const [i, { label }] of kept.entries()) numbers[label] = i + 1;
  const renumbered = planes.map((plane) => ({ ...plane, data: plane.data.map((label) => numbers[label] ?? 0) }));
  return { ...stackOf(renumbered, like), kind: "labels" };
}
