import type { FunctionEnvironment, FunctionResult } from "@ohcs/context";
import type { PixelLease } from "../buffers/pixel-lease.ts";

/** Where a chain runs. */
export interface ChainSurroundings {
  readonly environment: FunctionEnvironment;
  readonly lease: PixelLease;
  /** Hears of the figures that a call gives on the trust its result deserves. */
  readonly onQuality: (name: string, value: NonNullable<FunctionResult["quality"]>) => void;
  /** Is awaited after each call of a function: others may have something to go on with. */
  readonly pause: () => Promise<void>;
}
