import { type Dtype, dtypeLimits, isIntegerDtype } from "@ohcs/context";
import {
  type Axis,
  type ChannelDisplay,
  type Downscaling,
  groupDocuments,
  imageAttributes,
  imageAxes,
  labelAttributes,
  labelsAttributes,
  type MetadataDocument,
  type PyramidLevel,
  pyramidLevels,
} from "@ohcs/ngff";
import { childOf } from "../../paths/virtual-path.ts";
import { declareArray } from "../array/declare-array.ts";
import type { PlaneGrid } from "../plate/plane-grid.ts";
import { openHcsNames } from "./openhcs-names.ts";
import type { FieldDeclaration, PlaneDeclaration } from "./plate-declaration.ts";
import { type CheckedStorage, chunkShapes } from "./plate-storage.ts";

const MEAN: Downscaling = { type: "mean", metadata: { method: "mean of 2 × 2 pixels, integers rounded half up" } };
const MODE: Downscaling = { type: "mode", metadata: { method: "most frequent of 2 × 2 labels, the first of equals" } };

/** A field, its display name, and its path. */
interface FieldPlace {
  readonly path: string;
  readonly name: string;
  readonly labels: readonly string[];
}

/** Every document of a field: its image, the arrays of its levels, and the same for each label image. */
export function* fieldDocuments(
  field: FieldDeclaration,
  place: FieldPlace,
  storage: CheckedStorage,
): Generator<MetadataDocument> {
  const { version } = storage;
  const grid = gridOf(field);
  const measured = axesOf(field);
  const axes = measured.map(({ axis }) => axis);
  const levels = levelsOf(field, measured, storage);
  const channels = displaysOf(field.planes);
  const { path, name } = place;
  const image = imageAttributes({ version, name, axes, levels, downscaling: MEAN, ...(channels && { channels }) });
  yield* groupDocuments(path, version, { ...image, ohcs: grid });
  yield* arrays(path, levels, axes, field.planes.dtype, storage, openHcsNames(name, grid));
  if (place.labels.length === 0) return;
  const labels = childOf(path, "labels");
  yield* groupDocuments(labels, version, labelsAttributes({ version, names: [...place.labels] }));
  const [kept, ownAxes] = [
    levels.map((level) => withoutChannels(level, axes)),
    axes.filter(({ type }) => type !== "channel"),
  ];
  for (const label of place.labels) {
    const options = { version, name: label, axes: ownAxes, levels: kept, downscaling: MODE };
    const group = childOf(labels, label);
    yield* groupDocuments(group, version, { ...labelAttributes(options), ohcs: { ...grid, channels: null } });
    yield* arrays(group, kept, ownAxes, "uint32", storage);
  }
}

function gridOf({ site, channels, zIndexes, timepoints }: PlaneGrid): PlaneGrid {
  return { site, channels, zIndexes, timepoints };
}

/** An axis with its length, and the step along it; null where that is unknown. */
interface FieldAxis {
  readonly axis: Axis;
  readonly length: number;
  readonly step: number | null;
}

/**
 * The axes of a field. Only where there are several z or times is there an axis for them: a single one, or a projection,
 * has no step to the next, and none is invented. A step that is unknown has no unit: a scale of 1 is then a pixel, not a
 * micrometer.
 */
function axesOf({ planes, timepoints, channels, zIndexes }: FieldDeclaration): readonly FieldAxis[] {
  const { width, height, pixelSizeUm, zStepUm, intervalS } = planes;
  const [times, depth] = [timepoints?.length ?? 1, zIndexes?.length ?? 1];
  const along: Readonly<Record<string, readonly [length: number, step: number | null]>> = {
    t: [times, intervalS],
    c: [channels?.length ?? 1, 1],
    z: [depth, zStepUm],
    y: [height, pixelSizeUm],
    x: [width, pixelSizeUm],
  };
  return imageAxes(`${times > 1 ? "t" : ""}c${depth > 1 ? "z" : ""}yx`).map(({ unit, ...axis }) => {
    const [length = 1, step = null] = along[axis.name] ?? [];
    return { axis: unit === undefined || step === null ? axis : { ...axis, unit }, length, step };
  });
}

function levelsOf(
  { position, planes }: FieldDeclaration,
  axes: readonly FieldAxis[],
  { levels }: CheckedStorage,
): PyramidLevel[] {
  const isPlaced = position !== null && planes.pixelSizeUm !== null;
  const origin: Readonly<Record<string, number | undefined>> = { y: position?.yUm, x: position?.xUm };
  return pyramidLevels({
    axes: axes.map(({ axis }) => axis),
    shape: axes.map(({ length }) => length),
    scale: axes.map(({ step }) => step ?? 1),
    ...(isPlaced && { translation: axes.map(({ axis }) => origin[axis.name] ?? 0) }),
    ...(levels !== null && { levels, smallest: 1 }),
  });
}

/** Label images have no channels. */
function withoutChannels({ path, shape, scale, translation }: PyramidLevel, axes: readonly Axis[]): PyramidLevel {
  const keep = (values: readonly number[]) => values.filter((_, i) => axes[i]?.type !== "channel");
  return { path, shape: keep(shape), scale: keep(scale), ...(translation && { translation: keep(translation) }) };
}

/** Sliders range over the dtype; floats have no such range, so that without a window nothing is stated. */
function displaysOf({ displays, dtype }: PlaneDeclaration): ChannelDisplay[] | null {
  const [min, max] = dtypeLimits(dtype);
  const isKnown = displays.length > 0 && displays.every(({ window }) => window !== null || isIntegerDtype(dtype));
  if (!isKnown) return null;
  return displays.map(({ name, window, color }) => {
    const { start, end } = window ?? { start: min, end: max };
    const limits = isIntegerDtype(dtype) ? { min, max } : { min: start, max: end };
    return { label: name, window: { ...limits, start, end }, ...(color !== null && { color }) };
  });
}

function* arrays(
  path: string,
  levels: readonly PyramidLevel[],
  axes: readonly Axis[],
  dtype: Dtype,
  storage: CheckedStorage,
  ofLargest?: Readonly<Record<string, unknown>>,
): Generator<MetadataDocument> {
  const { version, codec } = storage;
  const names = axes.map(({ name }) => name);
  for (const [i, level] of levels.entries()) {
    const layout = { version, shape: level.shape, ...chunkShapes(level.shape, storage), dtype, codec };
    const array = childOf(path, level.path);
    const attributes = i === 0 ? ofLargest : undefined;
    yield declareArray(array, layout, names, attributes);
    if (attributes !== undefined && version === "0.4") yield { path: childOf(array, ".zattrs"), content: attributes };
  }
}
