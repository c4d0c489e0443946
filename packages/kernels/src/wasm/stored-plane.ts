import type { Plane } from "../plane.ts";
import { type Arena, inArena } from "./arena.ts";
import { sampleType } from "./sample-type.ts";

export interface Size {
  readonly height: number;
  readonly width: number;
}

/** A plane that lies in an arena; `type` is that of `sampleType()`. */
export interface StoredPlane extends Size {
  readonly address: number;
  readonly type: number;
}

/** The types of planes that kernels leave in an arena. */
export const STORED_MASK = sampleType(new Uint8Array(0));
export const STORED_FLOATS = sampleType(new Float32Array(0));

/** `plane` where it lies, or a copy of it in an arena: for reading only. */
export function storePlane(arena: Arena, { data, height, width }: Plane): StoredPlane {
  return { address: arena.read(data), type: sampleType(data), height, width };
}

/** The address of the samples of `plane` as float32, where they lie or as copies: for reading only. */
export function readFloats(arena: Arena, plane: Plane): number {
  if (plane.data instanceof Float32Array) return arena.read(plane.data);
  const address = arena.allocate(4 * samplesOf(plane));
  storeFloats(plane, address);
  return address;
}

/** Writes the samples of `plane` to the address `target`, as float32. */
export function storeFloats({ data }: Plane, target: number): void {
  inArena((kernels, arena) => {
    if (data instanceof Float32Array) arena.view(target, data).set(data);
    else kernels.convertToFloats(sampleType(data), arena.read(data), target, data.length);
  });
}

/** The number of samples. */
export function samplesOf({ height, width }: Size): number {
  return height * width;
}
