import { type AllocatePixels, allocatePixels, type LoadOptions } from "@ohcs/context";

/** Load options that offer memory with old content, and the requested allocations: `[dtype, length]`. */
export function dirtyMemory(): {
  readonly options: LoadOptions;
  readonly requested: readonly (readonly [string, number])[];
} {
  const requested: [string, number][] = [];
  const allocate: AllocatePixels = (dtype, length) => {
    requested.push([dtype, length]);
    return allocatePixels(dtype, length).fill(77);
  };
  return { options: { allocate }, requested };
}
