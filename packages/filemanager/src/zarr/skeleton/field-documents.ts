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
  const axes = axesOf(field);
  const levels = levelsOf(field, axes, storage);
  const channels = displaysOf(field.planes);
  const { path, name } = place;
  const image = imageAttributes({ version, name, axes, levels, downscaling: MEAN, ...(channels && { channels }) });
  yield* groupDocuments(path, version, { ...image, ohcs: grid });
  yield* arrays(path, levels, axes, field.planes.dtype, storage);
  if (place.labels.length === 0) return;
  const labels = childOf(path, "labels");
  yield* groupDocuments(labels, version, labelsAttributes({ version, names: [...place.labels] }));
  const [kept, ownAxes] = [levels.map(withoutChannels), axes.filter(({ type }) => type !== "channel")];
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

/**
 * The step along each axis. Where it is unknown the axis states no unit: a scale of 1 is then a pixel, not a
 * micrometer. An axis of length 1 has no step that could be wrong.
 */
function stepsOf({ planes, zIndexes, timepoints }: FieldDeclaration): Readonly<Record<string, number | null>> {
  const { pixelSizeUm, zStepUm, intervalS } = planes;
  const isMany = (values: readonly number[] | null) => (values?.length ?? 1) > 1;
  return {
    t: isMany(timepoints) ? intervalS : 1,
    c: 1,
    z: isMany(zIndexes) ? zStepUm : 1,
    y: pixelSizeUm,
    x: pixelSizeUm,
  };
}

function axesOf(field: FieldDeclaration): Axis[] {
  const steps = stepsOf(field);
  return imageAxes("tczyx").map(({ unit, ...axis }) => {
    return unit === undefined || steps[axis.name] === null ? axis : { ...axis, unit };
  });
}

function levelsOf(field: FieldDeclaration, axes: readonly Axis[], { levels }: CheckedStorage): PyramidLevel[] {
  const { position, planes, timepoints, channels, zIndexes } = field;
  const steps = stepsOf(field);
  const lengths = [timepoints, channels, zIndexes].map((values) => values?.length ?? 1);
  const isPlaced = position !== null && planes.pixelSizeUm !== null;
  return pyramidLevels({
    axes,
    shape: [...lengths, planes.height, planes.width],
    scale: axes.map(({ name }) => steps[name] ?? 1),
    ...(isPlaced && { translation: [0, 0, 0, position.yUm, position.xUm] }),
    ...(levels !== null && { levels, smallest: 1 }),
  });
}

function withoutChannels({ path, shape, scale, translation }: PyramidLevel): PyramidLevel {
  const keep = (values: readonly number[]) => values.filter((_, axis) => axis !== 1);
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
): Generator<MetadataDocument> {
  const { version, codec } = storage;
  const names = axes.map(({ name }) => name);
  for (const level of levels) {
    const layout = { version, shape: level.shape, ...chunkShapes(level.shape, storage), dtype, codec };
    yield declareArray(childOf(path, level.path), layout, names);
  }
}
