import { type ImageStack, Type } from "@ohcs/context";

/** CellProfiler's "Maximum intensity": the sample that counts as 1 where a method was defined for intensities from 0 to 1. */
export const MaximumIntensity = Type.Optional(
  Type.Number({
    exclusiveMinimum: 0,
    description: "Intensity that counts as 1; otherwise 255 for samples of 8 bits, 65535 for all others",
  }),
);

/** The intensity of `image` that counts as 1. */
export function maximumIntensityOf({ dtype }: Pick<ImageStack, "dtype">, given: number | undefined): number {
  return given ?? (dtype === "uint8" ? 255 : 65535);
}
