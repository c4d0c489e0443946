import type { AllocatePixels, StoredImage } from "@ohcs/context";
import { meanShrink, withResultsIn } from "@ohcs/kernels";

/** A plane in C order. */
export interface Plane<Data> {
  readonly data: Data;
  readonly height: number;
  readonly width: number;
}

/** A plane made small: the means of `factor × factor` px. */
export interface SmallPlane extends Plane<Float32Array> {
  /** Of the plane it was made from. */
  readonly full: { readonly height: number; readonly width: number };
  readonly factor: number;
}

/**
 * A picture of a plane whose longer side has about `side` px; blocks at the right and lower edge average the pixels they have.
 * @param allocate Memory of the picture, and of sums that it is made from
 */
export function smallPlane(
  { data, shape }: Pick<StoredImage, "data" | "shape">,
  side: number,
  allocate?: AllocatePixels,
): SmallPlane {
  const [height = 0, width = 0] = shape.slice(-2);
  const factor = Math.max(1, Math.round(Math.max(height, width) / side));
  const plane = { data: data.subarray(0, height * width), height, width };
  return { ...withResultsIn(allocate, () => meanShrink(plane, factor)), full: { height, width }, factor };
}

/** White where a label ends, black elsewhere; as large as a picture of the same plane made smaller by `factor`. */
export function smallEdges({ data, shape }: Pick<StoredImage, "data" | "shape">, factor: number): Plane<Uint8Array> {
  const [height = 0, width = 0] = shape.slice(-2);
  const small = { height: Math.ceil(height / factor), width: Math.ceil(width / factor) };
  const middle = (at: number, length: number) => Math.min(length - 1, at * factor + (factor >> 1));
  const columns = Uint32Array.from({ length: small.width }, (_, x) => middle(x, width));
  const labels = new Uint32Array(small.height * small.width);
  for (let y = 0, at = 0; y < small.height; y++) {
    const row = middle(y, height) * width;
    for (let x = 0; x < small.width; x++) labels[at++] = data[row + (columns[x] as number)] as number;
  }
  const edges = new Uint8Array(labels.length);
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at];
    if (label === 0) continue;
    if (labels[at + 1] !== label || labels[at + small.width] !== label || labels[at - 1] !== label) edges[at] = 255;
  }
  return { data: edges, ...small };
}
