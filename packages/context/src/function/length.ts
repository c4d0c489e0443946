import { type TUnsafe, Type } from "@sinclair/typebox";

/** The JSON Schema keyword that marks a parameter as a length, so that the compiler converts `{ um }` to pixels. */
export const LENGTH_FORMAT = "ohcs:length";

/** Options of a length parameter, in pixels. */
export interface LengthOptions {
  readonly default?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly description?: string;
}

/** Schema of a length: pixels, or `{ um: number }` which the compiler resolves with the plate's pixel size. */
export function lengthParameter(options: LengthOptions = {}): TUnsafe<number> {
  return Type.Unsafe<number>({ type: "number", "x-ohcs": LENGTH_FORMAT, ...options });
}
