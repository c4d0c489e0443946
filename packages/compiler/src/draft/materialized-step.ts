import type { FieldsOf, GpuAdapter, OutputPlan, OutputStore } from "@ohcs/context";
import type { StepTypes } from "../contracts/step-types.ts";
import type { ZarrStore } from "./places.ts";
import type { ComputeChoice } from "./resolved-step.ts";
import type { GroupedSelection, GroupedStep, GroupedStructure } from "./selection.ts";

/** The work of wells between two barriers. */
export interface Stretch {
  /** The number of barriers before it. */
  readonly level: number;
  /** Wells without work here are in none of them. */
  readonly structures: readonly MaterializedStructure[];
}

/** Where one output is kept and stored, before it is frozen. */
export interface OutputDraft extends Omit<FieldsOf<OutputPlan>, "store" | "zarr"> {
  readonly store: FieldsOf<OutputStore> | null;
  /** The plate that it is stored in, or null. */
  readonly zarr: ZarrStore | null;
}

/** A step with the placement of each of its outputs, by `image` and `kind:name`. */
export interface MaterializedStep extends GroupedStep {
  readonly outputs: ReadonlyMap<string, OutputDraft>;
  /** The sample types of its images through each chain. */
  readonly types: StepTypes;
  /** Pattern key → where each call of that chain computes; on the CPU if absent. */
  readonly choices: ReadonlyMap<string, readonly ComputeChoice[]>;
}

export interface MaterializedStructure extends Omit<GroupedStructure, "steps"> {
  readonly steps: readonly MaterializedStep[];
  /** Well → the GPU for all its calls that compute on one; absent if none does. */
  readonly adapters: ReadonlyMap<string, GpuAdapter>;
}

export interface MaterializedSelection extends Omit<GroupedSelection, "structures"> {
  readonly structures: readonly MaterializedStructure[];
}
