import type { DataKind, FieldsOf, InputLink, Table } from "@ohcs/context";
import type { ResolvedCall, StepPlace } from "./resolved-step.ts";

/** An artifact with the reduction that makes it. */
export interface ArtifactSource {
  /** `artifact:illumination` */
  readonly name: string;
  readonly kind: "table" | "json";
  readonly reduction: StepPlace;
  /** Index of the phase that makes it. */
  readonly phase: number;
}

/** A reduction as it will run: its calls in order, each as a separate step. */
export interface ReductionPlan {
  readonly name: string;
  readonly minWells: number;
  /** Which stretch of wells it ends. */
  readonly level: number;
  readonly steps: readonly ReductionStep[];
}

/** One call of a reduction. */
export interface ReductionStep {
  readonly name: string;
  readonly call: ResolvedCall;
  readonly inputs: ReadonlyMap<string, FieldsOf<InputLink>>;
  readonly outputs: readonly ReductionOutput[];
}

/** One output of a reduction's call. */
export interface ReductionOutput {
  /** The function's own name for it. */
  readonly own: string;
  /** `table:nuclei`, or `artifact:field` */
  readonly name: string;
  readonly kind: DataKind;
  /** File name without extension among the plate's results, `nuclei`, or with that of Parquet; or null. */
  readonly file: string | null;
  /** Name of the artifact that it is, or null. */
  readonly artifact: string | null;
}

/** Facts about a user-supplied file before the run. */
export type SuppliedFacts =
  /** Without `lines` the rows of the table follow the line of its columns. */
  | { readonly sha256: string; readonly table: Table; readonly lines?: readonly number[] }
  | { readonly sha256: string; readonly kind: "json" }
  | { readonly missing: string };
