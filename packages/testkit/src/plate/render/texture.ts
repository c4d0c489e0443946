import type { Point } from "../design/plate-design.ts";

interface Octave {
  readonly period: number;
  readonly weight: number;
}

/** Fine and coarse structure; the weights add up to 1, so the texture stays within -1 … 1. */
const OCTAVES: readonly Octave[] = [
  { period: 6, weight: 0.65 },
  { period: 25, weight: 0.35 },
];

/**
 * The texture of a well's floor where a tile of `width` × `height` px lies with its first pixel at `origin`: smooth value
 * noise within -1 … 1, fixed to the well, so that overlapping tiles show the same structure at any sub-pixel shift.
 */
export function renderTexture(seed: number, origin: Point, width: number, height: number): Float32Array {
  const texture = new Float32Array(width * height);
  OCTAVES.forEach((octave, index) => {
    addOctave(texture, seed + index, octave, origin, width, height);
  });
  return texture;
}

function addOctave(
  texture: Float32Array,
  seed: number,
  { period, weight }: Octave,
  origin: Point,
  width: number,
  height: number,
): void {
  const columns = sampleAxis(origin.x, width, period);
  const rows = sampleAxis(origin.y, height, period);
  const nodes = new Float64Array(columns.ends.length + 1);
  for (let node = 0, y = 0; node < rows.ends.length; node++)
    for (; y < rows.ends[node]!; y++) {
      blendNodes(nodes, seed, columns.first, rows.first + node, rows.fade[y]!, weight);
      addRow(texture, y * width, nodes, columns);
    }
}

/** The positions of an axis' pixels between the nodes of a lattice. */
interface AxisSamples {
  /** Lattice number of the first node. */
  readonly first: number;
  /** Per node: the pixel at which the next node takes over. */
  readonly ends: Int32Array;
  /** Per pixel: the weight of the node after it. */
  readonly fade: Float64Array;
}

function sampleAxis(origin: number, length: number, period: number): AxisSamples {
  const first = Math.floor(origin / period);
  const last = Math.floor((origin + length - 1) / period);
  const fade = new Float64Array(length).map((_, i) => {
    const part = (origin + i) / period - Math.floor((origin + i) / period);
    return part * part * (3 - 2 * part);
  });
  const ends = new Int32Array(last - first + 1);
  for (let i = 0; i < length; i++) ends[Math.floor((origin + i) / period) - first] = i + 1;
  return { first, ends, fade };
}

function addRow(texture: Float32Array, start: number, nodes: Float64Array, { ends, fade }: AxisSamples): void {
  for (let node = 0, x = 0; node < ends.length; node++) {
    const left = nodes[node]!;
    const rise = nodes[node + 1]! - left;
    for (const end = ends[node]!; x < end; x++) texture[start + x]! += left + rise * fade[x]!;
  }
}

function blendNodes(
  nodes: Float64Array,
  seed: number,
  firstColumn: number,
  row: number,
  fade: number,
  weight: number,
): void {
  for (let i = 0; i < nodes.length; i++) {
    const above = nodeValue(seed, firstColumn + i, row);
    nodes[i] = weight * (above + (nodeValue(seed, firstColumn + i, row + 1) - above) * fade);
  }
}

function nodeValue(seed: number, column: number, row: number): number {
  let hash = seed ^ Math.imul(column, 0x9e3779b1) ^ Math.imul(row, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) / 2 ** 31;
}
