import type { DefinedFunction, FunctionDefinition, Static, TObject } from "@ohcs/context";
import { mapPixels, type PixelStep } from "@ohcs/kernels";
import { define } from "../define.ts";

/** A function whose pixels depend on nothing but the same pixel: what is done to it. */
export interface PixelFunction<Params extends TObject = TObject> {
  stepsOf(parameters: Static<Params>): readonly PixelStep[];
}

/** `pixelwise` of this module: what neighbouring calls of such functions are compiled to. */
export const FUSED = { export: "pixelwise", version: "1.0.0" } as const;

type Definition<Params extends TObject> = Pick<
  FunctionDefinition<Params>,
  "name" | "summary" | "params" | "intensity" | "exact" | "citation"
> &
  PixelFunction<NoInfer<Params>>;

/** Declares such a function: its result is a mask where the last step compares, else float32. */
export function definePixelwise<const Params extends TObject>({
  stepsOf,
  ...declared
}: Definition<Params>): DefinedFunction<Params> & PixelFunction<Params> {
  const defined = define({
    dtype: "float32",
    fusesInto: FUSED,
    ...declared,
    ofPlane: (plane, parameters: Static<Params>) => {
      const steps = stepsOf(parameters);
      return mapPixels(plane, steps, isMask(steps) ? new Uint8Array(0) : new Float32Array(0));
    },
  });
  return Object.assign(defined, { stepsOf });
}

/** Are samples 0 or 1 after these steps? */
export function isMask(steps: readonly PixelStep[]): boolean {
  return steps.at(-1)?.[0] === "above";
}
