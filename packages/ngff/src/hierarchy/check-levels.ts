import type { Axis, Dataset } from "../model/multiscale.ts";
import { type Collector, printed } from "../rules/collect-violations.ts";
import { scaleOf } from "../validate/check-levels-order.ts";
import type { ArrayFacts } from "./read-group.ts";

/** A level: its entry in the image, and its array, or null if that could not be read. */
export interface Level {
  readonly dataset: Pick<Dataset, "coordinateTransformations">;
  readonly array: ArrayFacts | null;
}

type Readable = Level & { readonly array: ArrayFacts };

/** Checks the arrays of an image's levels against its axes and each other. */
export function checkLevels(axes: readonly Axis[], levels: readonly Level[], at: Collector["at"]): void {
  const readable = levels.filter((level): level is Readable => level.array !== null);
  for (const { array } of readable) checkDimensions(axes, array, at);
  const [first, ...lower] = readable.filter(({ array }) => array.shape.length === axes.length);
  if (first === undefined) return;
  let before = first;
  for (const level of lower) {
    checkShape(axes, level.array, before.array, at);
    checkExtent(axes, level, first, at);
    const { document, dataType } = level.array;
    if (dataType !== first.array.dataType)
      at(document)("image/level-dtype", "", `expected '${first.array.dataType}' as above, got '${dataType}'`);
    before = level;
  }
}

function checkDimensions(axes: readonly Axis[], array: ArrayFacts, at: Collector["at"]): void {
  const { document, shape, version, dimensionNames } = array;
  const names = axes.map(({ name }) => name);
  if (shape.length !== axes.length)
    at(document)(
      "image/rank",
      "/shape",
      `expected ${axes.length} dimensions (${names.join(", ")}), got ${shape.length}`,
    );
  if (version === "0.5" && JSON.stringify(dimensionNames) !== JSON.stringify(names)) {
    const got = printed(dimensionNames ?? undefined);
    at(document)("image/dimension-names", "/dimension_names", `expected ${printed(names)}, got ${got}`);
  }
}

/** Spatial axes shrink along at least one and grow along none; the others stay. */
function checkShape(axes: readonly Axis[], array: ArrayFacts, before: ArrayFacts, at: Collector["at"]): void {
  const isSpace = (axis: number) => axes[axis]?.type === "space";
  const lengths = array.shape.map((length, axis) => ({ length, above: before.shape[axis] ?? 0, space: isSpace(axis) }));
  const kept = lengths.every(({ length, above, space }) => (space ? length <= above : length === above));
  const shrinks = lengths.some(({ length, above, space }) => space && length < above);
  if (kept && shrinks) return;
  const expected = `a shape smaller in space than [${before.shape.join(", ")}] and else equal`;
  at(array.document)("image/level-shape", "/shape", `expected ${expected}, got [${array.shape.join(", ")}]`);
}

function checkExtent(axes: readonly Axis[], level: Readable, first: Readable, at: Collector["at"]): void {
  const [scale, firstScale] = [scaleOf(level.dataset), scaleOf(first.dataset)];
  if (scale?.length !== axes.length || firstScale?.length !== axes.length) return;
  const off = axes.findIndex((axis, index) => {
    const size = scale[index] ?? 0;
    const extent = size * (level.array.shape[index] ?? 0);
    const whole = (firstScale[index] ?? 0) * (first.array.shape[index] ?? 0);
    return axis.type === "space" && Math.abs(extent - whole) > size * 1.000001;
  });
  if (off === -1) return;
  const factor = (first.array.shape[off] ?? 0) / (level.array.shape[off] ?? 1);
  const expected = `a scale of about ${Number(((firstScale[off] ?? 0) * factor).toPrecision(4))} along '${axes[off]?.name}'`;
  at(level.array.document)("image/level-scale", "/shape", `expected ${expected}, got ${scale[off]}`);
}
