import type { Size } from "../wasm/stored-plane.ts";
import { regionBox } from "./region-box.ts";
import { regionDistances } from "./region-distances.ts";

/** Distances in px of an object's pixels, in their order. */
export interface CentralPaths {
  /** The index among the pixels of that farthest from the edge, the first of equals. */
  readonly centre: number;
  readonly toEdge: Float64Array;
  /** Along paths of edge and corner steps within the object; Infinity where none leads. */
  readonly fromCentre: Float64Array;
}

/** How far each pixel of an object is from its edge (the plane's border is none) and from its centre. */
export function centralPaths(pixels: Uint32Array, plane: Size): CentralPaths {
  const box = regionBox(pixels, plane.width);
  const { places } = box;
  const squares = regionDistances(box, plane);
  let centre = 0;
  for (let p = 1; p < places.length; p++) if (squares[places[p]!]! > squares[places[centre]!]!) centre = p;
  const lengths = new Float64Array(box.mask.length).fill(Number.POSITIVE_INFINITY);
  lengths[places[centre]!] = 0;
  for (let isShorter = true; isShorter; ) {
    isShorter = shorten(lengths, places, -1, box.width);
    isShorter = shorten(lengths, places, 1, box.width) || isShorter;
  }
  const [toEdge, fromCentre] = [new Float64Array(places.length), new Float64Array(places.length)];
  for (let p = 0; p < places.length; p++) {
    toEdge[p] = Math.sqrt(squares[places[p]!]!);
    fromCentre[p] = lengths[places[p]!]!;
  }
  return { centre, toEdge, fromCentre };
}

/** Looks once for shorter ways, in raster order from pixels before (−1), or backwards from pixels behind (1); was there one? */
function shorten(lengths: Float64Array, places: Uint32Array, side: -1 | 1, width: number): boolean {
  let isShorter = false;
  const { length } = places;
  for (let p = 0; p < length; p++) {
    const place = places[side < 0 ? p : length - 1 - p]!;
    const row = place + side * width;
    const straight = Math.min(lengths[place + side]!, lengths[row]!) + 1;
    const corner = Math.min(lengths[row - 1]!, lengths[row + 1]!) + Math.SQRT2;
    const least = Math.min(straight, corner);
    if (least >= lengths[place]!) continue;
    lengths[place] = least;
    isShorter = true;
  }
  return isShorter;
}
