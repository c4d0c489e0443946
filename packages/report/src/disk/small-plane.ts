import type { StoredImage } from "@ohcs/context";
import { thumbnail } from "@ohcs/kernels";
import { type Look, lookOf } from "./look-of.ts";
import type { PictureMemory } from "./picture-memory.ts";

/** A plane in C order. */
export interface Plane<Data> {
  readonly data: Data;
  readonly height: number;
  readonly width: number;
}

/** A plane made small: the means of `factor × factor` px, each `zero` + `step` × sample, exact to 16 bits of their range. */
export interface SmallPlane extends Plane<Uint16Array | Uint8Array> {
  readonly zero: number;
  readonly step: number;
  /** Of the plane it was made from. */
  readonly full: { readonly height: number; readonly width: number };
  readonly factor: number;
  /** Intensities that hardly any pixel is below, and above. */
  readonly ends: readonly [darkest: number, brightest: number];
  /** Null for edges of labels. */
  readonly look: Look | null;
}

/** The longer side of pictures that there is room enough for. */
const USUAL_SIDE = 400;

/** Pixels of a picture that its darkest and brightest are estimated from. */
const SAMPLES = 500;

/** How much smaller a picture of such a plane is whose longer side has at most `room` px, and about 400 where there is more. */
export function shrinkFactor([height = 0, width = 0]: readonly number[], room: number): number {
  const longer = Math.max(height, width);
  return Math.max(1, Math.ceil(longer / room), Math.round(longer / USUAL_SIDE));
}

/**
 * A picture of a plane whose longer side has at most `room` px; blocks at the right and lower edge average the pixels they have.
 * @param memory Where it lies, and what it is made from
 */
export function smallPlane(
  image: Pick<StoredImage, "data" | "shape">,
  room: number,
  memory: PictureMemory,
): SmallPlane {
  const [height = 0, width = 0] = image.shape.slice(-2);
  const factor = shrinkFactor([height, width], room);
  const plane = { data: image.data.subarray(0, height * width), height, width };
  const { maximal, ...means } = memory.scratched(() => thumbnail(plane, factor));
  const { least, greatest, ...look } = lookOf(means, maximal / Math.max(1, plane.data.length));
  // A power of two, so that integers stay integers.
  const step = greatest > least ? 2 ** Math.ceil(Math.log2((greatest - least) / 0xffff)) : 1;
  const data = memory.picture(Uint16Array, means.data.length);
  quantize(means.data, least, 1 / step, data);
  const size = { height: means.height, width: means.width };
  return { data, ...size, zero: least, step, full: { height, width }, factor, ends: endsOf(means.data), look };
}

// Loops that are functions of their own, of few types, are compiled once: within others they are given up after each call.
function quantize(means: Float32Array, zero: number, scale: number, data: Uint16Array): void {
  for (let i = 0; i < data.length; i++) data[i] = Math.min(0xffff, ((means[i] as number) - zero) * scale + 0.5);
}

function endsOf(data: Float32Array): SmallPlane["ends"] {
  const step = Math.max(1, Math.floor(data.length / SAMPLES));
  const sample = new Float32Array(Math.floor(data.length / step));
  for (let i = 0; i < sample.length; i++) sample[i] = data[i * step] ?? 0;
  sample.sort();
  return [ranked(sample, 0.01), ranked(sample, 0.998)];
}

/** The value below which `part` of the sorted ones lie. */
export function ranked(sorted: Float32Array, part: number): number {
  return sorted[Math.round(part * (sorted.length - 1))] ?? 0;
}

/** 255 where a label ends, 0 elsewhere; as large as a picture of the same plane made smaller by `factor`. */
export function smallEdges(
  { data, shape }: Pick<StoredImage, "data" | "shape">,
  factor: number,
  memory: PictureMemory,
): SmallPlane {
  const [height = 0, width = 0] = shape.slice(-2);
  const small = { height: Math.ceil(height / factor), width: Math.ceil(width / factor) };
  const middle = (at: number, length: number) => Math.min(length - 1, at * factor + (factor >> 1));
  const columns = Uint32Array.from({ length: small.width }, (_, x) => middle(x, width));
  const labels = new Uint32Array(small.height * small.width);
  for (let y = 0; y < small.height; y++) pick(data, middle(y, height) * width, columns, labels, y * small.width);
  const edges = memory.picture(Uint8Array, labels.length);
  markEdges(labels, small.width, edges);
  return { data: edges, ...small, zero: 0, step: 1, full: { height, width }, factor, ends: [0, 255], look: null };
}

function pick(data: StoredImage["data"], row: number, columns: Uint32Array, labels: Uint32Array, first: number): void {
  for (let x = 0; x < columns.length; x++) labels[first + x] = data[row + (columns[x] as number)] as number;
}

function markEdges(labels: Uint32Array, width: number, edges: Uint8Array): void {
  edges.fill(0);
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at];
    if (label === 0) continue;
    if (labels[at + 1] !== label || labels[at + width] !== label || labels[at - 1] !== label) edges[at] = 255;
  }
}
