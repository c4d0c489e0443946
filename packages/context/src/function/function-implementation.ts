import type { Json } from "../contexts/json.ts";
import type { AllocatePixels } from "../image/dtype.ts";
import type { Calibration, ImageStack } from "../image/image-stack.ts";
import type { PlaneKey } from "../plate/components.ts";
import type { WellStatus } from "../run/well-result.ts";
import type { Table } from "../table/table.ts";

/** The tables of an input, one per linked group, with the coordinates of each. */
export interface TableInput {
  readonly kind: "table";
  readonly tables: readonly Table[];
  /** Coordinates of each table; in reductions with its `well`, over several plates with its `plate`. */
  readonly keys: readonly InputKey[];
}

/** The JSON values of an input, one per linked group. */
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
  /** `absent` if the plate lists the well but has no image of it. */
  readonly status: WellStatus | "absent";
}

/** What a function may know besides its inputs: never a file, never a context. */
export interface FunctionEnvironment {
  readonly calibration: Calibration;
  /** Coordinates of the group being computed. */
  readonly key: PlaneKey;
  /** Rows and columns of sites, where the plate states them. */
  readonly grid: { readonly rows: number; readonly columns: number } | null;
  /** Rows and columns of the plate's wells; null or absent where it does not state them. */
  readonly plateFormat?: { readonly rows: number; readonly columns: number } | null;
  readonly signal: AbortSignal;
  /** In reductions: every selected well, in plate order, or every plate, with its outcome. */
  readonly contributors: readonly ContributorStatus[];
  /**
   * Image input → the value that its saturated pixels have: the largest of the source's sample type, of up to 16 bits.
   * Absent if unknown, or if anything between the source and this call may have changed values.
   */
  readonly saturation?: Readonly<Record<string, number>>;
  /**
   * Gives arrays for the images and labels that this call returns, and for what it needs meanwhile, with whatever they held
   * before. Those that it does not return are taken back when it has returned, the others when nobody needs them any more,
   * at the latest with the group: keep none, and return none at a later call. Absent where memory is not shared.
   * @throws `WELL_MEMORY_EXCEEDED`
   */
  readonly allocate?: AllocatePixels;
}

/** What users must know of a result that was made all the same. */
export interface FunctionNotice {
  /** A note is no reason to doubt anything: what a reduction found for the whole plate. @default "warning" */
  readonly severity?: "warning" | "note";
  /** In capitals: `CHANNEL_MISMATCH`. */
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Image and named outputs of one call. */
export interface FunctionResult {
  readonly image?: ImageStack;
  readonly outputs?: Readonly<Record<string, FunctionOutput>>;
  /** Quality figures of the result, reported as an event of the step. */
  readonly quality?: Readonly<Record<string, number | boolean | string | null>>;
  /** Warnings and notes, which the result of the well or reduction carries and the summary of the run shows. */
  readonly notices?: readonly FunctionNotice[];
}

/**
 * Computes one call. Inputs are neither written to nor kept; lengths in `params` are already pixels; missing parameters
 * already have their defaults. It may reuse the sample arrays that it made itself and returned at its next call.
 */
export type FunctionImplementation<Params, Inputs = FunctionInputs> = (
  inputs: Inputs,
  params: Params,
  environment: FunctionEnvironment,
) => FunctionResult | Promise<FunctionResult>;
