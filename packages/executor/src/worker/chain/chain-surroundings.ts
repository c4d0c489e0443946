import type { FunctionEnvironment, FunctionResult } from "@ohcs/context";
import type { PixelLease } from "../buffers/pixel-lease.ts";
import type { WorkerGpu } from "../gpu/worker-gpu.ts";

/** Where a chain runs. */
export interface ChainSurroundings {
  readonly environment: FunctionEnvironment;
  readonly lease: PixelLease;
  /** Are the arrays of the inputs for the chain alone? What no later call reads is released then. */
  readonly ownsInputs: boolean;
  /** Where calls for a GPU run; null where their code for the CPU takes their place. */
  readonly gpu: WorkerGpu | null;
  /** Called with the quality figures of a call. */
  readonly onQuality: (name: string, value: NonNullable<FunctionResult["quality"]>) => void;
  /** Is awaited after each call of a function: others may have something to go on with. @throws `WELL_CANCELLED` */
  readonly pause: () => Promise<void>;
}
