import { deflateSync } from "node:zlib";
import { encodeLzw } from "@ohcs/kernels/codecs";
import { buildTiff, type TiffDraft, type TypedValues } from "./build-tiff.ts";

type Random = () => number;
type Tags = TiffDraft["tags"];

const TYPES = [3, 4, 9, 11, 12, 16, 17] as const;
const HOSTILE = [0, 1, 2, 7, 8, 9, 15, 16, 255, 65_535, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 53, 2 ** 62, -1, -8];
const NO_WHOLE_NUMBERS = [Number.NaN, Number.POSITIVE_INFINITY, 0.5, 8.5, 1e300];
const ENCODINGS: readonly (readonly [compression: number, encode: (raw: Uint8Array) => Uint8Array])[] = [
  [1, (raw) => raw],
  [8, (raw) => deflateSync(raw)],
  [32_946, (raw) => deflateSync(raw)],
  [5, (raw) => encodeLzw(raw)],
  [32_773, (raw) => Uint8Array.from({ length: 2 * Math.ceil(raw.length / 128) }, (_, i) => (i % 2 === 0 ? 129 : 7))],
];
/** Texts that make scanners backtrack, after texts that make them start. */
const STARTS = [
  "",
  "ImageJ=1.53\n",
  "<OME>",
  "<OME><Image><Pixels ",
  "<?xml version='1.0'?><!DOCTYPE OME [",
  "<MetaData>",
];
const PIECES = [
  "<Pixels ",
  "<Pixels PhysicalSizeX=",
  ' PhysicalSizeX="',
  "images=9\n",
  "unit=",
  "<a>",
  "<a b='",
  "</a>",
  "<",
  " ",
  "&a;",
  "<!--",
  "<![CDATA[",
  '<!ENTITY a "&a;&a;">',
  '<TiffData IFD="0" PlaneCount="9"/>',
  "9",
  "\n",
  "é",
  "\0",
];

/**
 * A file crafted to be read wrongly, slowly or into too much memory: offsets and counts of any value and type, tiles
 * and images of any size, directories that overlap and come back, strips over the same bytes, odd widths, long texts.
 */
export function attackTiff(random: Random): Uint8Array {
  return pick([hostileFields, oddTiles, sharedStrips, oddWidths, longText, chain], random)(random);
}

function below(count: number, random: Random): number {
  return Math.floor(random() * count);
}

function pick<Value>(values: readonly Value[], random: Random): Value {
  const value = values[below(values.length, random)];
  if (value === undefined) throw new Error("nothing to choose from");
  return value;
}

/** A number from 1 up to `most`, small ones as likely as large ones. */
function anySize(most: number, random: Random): number {
  return Math.floor(most ** random());
}

function grey(random: Random): { readonly tags: Tags; readonly encode: (raw: Uint8Array) => Uint8Array } {
  const [compression, encode] = pick(ENCODINGS, random);
  const tags = { 256: 16, 257: 8, 258: 8, 259: compression, 262: 1, 277: 1, 278: 8 };
  return { tags: random() < 0.2 ? { ...tags, 266: 2 } : tags, encode };
}

function hostile(random: Random, count = 1): TypedValues {
  const type = pick(TYPES, random);
  const values = [...HOSTILE, ...(type === 11 || type === 12 ? NO_WHOLE_NUMBERS : [])];
  return { type, values: Array.from({ length: count }, () => pick(values, random)) };
}

function hostileFields(random: Random): Uint8Array {
  const { tags, encode } = grey(random);
  const field = () => pick([256, 257, 258, 259, 262, 266, 273, 273, 273, 277, 278, 279, 279, 317, 339], random);
  const attacked = Array.from({ length: 1 + below(3, random) }, () => [field(), hostile(random, anySize(4, random))]);
  const draft = { tags: { ...tags, ...Object.fromEntries(attacked) }, segments: [encode(new Uint8Array(128))] };
  return buildTiff({ ...draft, big: random() < 0.5, order: pick(["II", "MM"], random) });
}

function oddTiles(random: Random): Uint8Array {
  const { tags, encode } = grey(random);
  const side = () => anySize(60_000, random);
  const image = random() < 0.5 ? { 256: 10, 257: 10 } : { 256: side(), 257: side() };
  const segments = Array.from({ length: anySize(64, random) }, () => encode(new Uint8Array(anySize(400_000, random))));
  return buildTiff({ tags: { ...tags, ...image, 322: side(), 323: side() }, tiled: true, segments });
}

function sharedStrips(random: Random): Uint8Array {
  const { tags, encode } = grey(random);
  const count = anySize(60_000, random);
  const segment = encode(new Uint8Array(anySize(200_000, random)));
  const width = anySize(1000, random);
  const gap = below(3, random);
  const offsets = Array.from({ length: count }, (_, i) => 8 + ((i * gap) % segment.length));
  const bytes = anySize(segment.length, random);
  const at = { 273: random() < 0.5 ? offsets : offsets.toReversed(), 279: offsets.map(() => bytes) };
  return buildTiff({ tags: { ...tags, 256: width, 257: count, 278: 1, ...at }, segments: [segment] });
}

function oddWidths(random: Random): Uint8Array {
  const { tags, encode } = grey(random);
  const bits = random() < 0.4 ? 12 : 1 + below(40, random);
  const [width, height] = [anySize(800, random), anySize(800, random)];
  const size = Math.ceil((width * bits) / 8) * height - (random() < 0.2 ? 1 : 0);
  const shape = {
    256: width,
    257: height,
    258: bits,
    278: height,
    317: 1 + below(3, random),
    339: 1 + below(4, random),
  };
  return buildTiff({ tags: { ...tags, ...shape }, segments: [encode(new Uint8Array(size).fill(0xa5))] });
}

function longText(random: Random): Uint8Array {
  const piece = pick(PIECES, random) + (random() < 0.5 ? pick(PIECES, random) : "");
  const text = pick(STARTS, random) + piece.repeat(Math.ceil(anySize(1_000_000, random) / piece.length));
  return buildTiff({ tags: { ...grey(random).tags, 259: 1, 270: text }, segments: [new Uint8Array(128)] });
}

/** Directories of one field or of many, side by side, over each other or far apart, the last with an end, or none. */
function chain(random: Random): Uint8Array {
  const file = buildTiff({ tags: { ...grey(random).tags, 259: 1 }, segments: [new Uint8Array(128)] });
  const count = anySize(random() < 0.01 ? 1_000_000 : 20_000, random);
  const stride = pick([2, 14, 18, 18, 18, 500], random);
  const bytes = new Uint8Array(Math.min(file.length + stride * count + 18, 20_000_000));
  const view = new DataView(bytes.buffer);
  bytes.set(file);
  const first = view.getUint32(4, true);
  let link = first + 2 + 12 * view.getUint16(first, true);
  for (let place = file.length; place + 18 <= bytes.length; place += stride) {
    view.setUint32(link, place, true);
    view.setUint16(place, random() < 0.001 ? below(5000, random) : 1, true);
    link = place + 14;
  }
  view.setUint32(link, pick([0, first, file.length, below(bytes.length, random), 2 ** 32 - 1], random), true);
  return bytes;
}
