import type { Json } from "../contexts/json.ts";
import type { Calibration, ImageStack } from "../image/image-stack.ts";
import type { PlaneKey } from "../plate/components.ts";
import type { WellStatus } from "../run/well-result.ts";
import type { Table } from "../table/table.ts";

/** Tables that an input names, one per linked group, with the coordinates of each. */
export interface TableInput {
  readonly kind: "table";
  readonly tables: readonly Table[];
  /** Coordinates of each table; for reductions `well` says whose it is, over several plates `plate`. */
  readonly keys: readonly InputKey[];
}

/** JSON values that an input names, one per linked group. */
export interface JsonInput {
  readonly kind: "json";
  readonly values: readonly Json[];
  readonly keys: readonly InputKey[];
}

export type InputKey = PlaneKey & { readonly well?: string; readonly plate?: string };

export type FunctionInput = ImageStack | TableInput | JsonInput;
export type FunctionInputs = Readonly<Record<string, FunctionInput>>;
export type FunctionOutput = ImageStack | Table | Json;

/** How a well ended, as reductions see it. */
export interface ContributorStatus {
  /** The well, or the plate where several are reduced together. */
  readonly well: string;
  /** `absent` where the plate announces the well and no image of it is there. */
  readonly status: WellStatus | "absent";
}

/** What a function may know besides its inputs: never a file, never a context. */
export interface FunctionEnvironment {
  readonly calibration: Calibration;
  /** Coordinates of the group that is computed. */
  readonly key: PlaneKey;
  /** Rows and columns of sites, where the plate states them. */
  readonly grid: { readonly rows: number; readonly columns: number } | null;
  readonly signal: AbortSignal;
  /** In reductions: every selected well, in plate order, or every plate, and what became of it. */
  readonly contributors: readonly ContributorStatus[];
  /**
   * Image input → the value that its saturated pixels have: the largest of the source's sample type, of up to 16 bits.
   * Absent where that is not known, and where anything between the source and this call may have changed values.
   */
  readonly saturation?: Readonly<Record<string, number>>;
}

/** Image and named outputs of one call. */
export interface FunctionResult {
  readonly image?: ImageStack;
  readonly outputs?: Readonly<Record<string, FunctionOutput>>;
  /** Figures that tell how far to trust the result; reported as an event of the step. */
  readonly quality?: Readonly<Record<string, number | boolean | string | null>>;
}

/**
 * Computes one call. Inputs are neither written to nor kept; lengths in `params` are already pixels; missing parameters
 * already have their defaults. Arrays of samples that it returned it may use again at its next call.
 */
export type FunctionImplementation<Params, Inputs = FunctionInputs> = (
  inputs: Inputs,
  params: Params,
  environment: FunctionEnvironment,
) => FunctionResult | Promise<FunctionResult>;
