import type { FunctionCall } from "../function/function-reference.ts";
import type { GpuPolicy } from "../gpu/gpu-policy.ts";
import type { Dtype } from "../image/dtype.ts";
import type { Component, RowComponent } from "../plate/components.ts";
import type { Choice } from "../ports/choice.ts";

/** One call or several in a row. */
export type Chain = FunctionCall | readonly FunctionCall[];

/** A chain for all groups, or one per value of `groupBy`. */
export type FunctionPattern = Chain | Readonly<Record<string, Chain>>;

/**
 * Where an input comes from: `previous`, `pipelineStart`, `step:<name>`, `labels:<name>`, `table:<name>`,
 * `json:<name>`, `artifact:<name>`; with `channel`, only that channel of it; or a file of the user's own.
 */
export type InputSource = string | { readonly from: string; readonly channel?: string } | SuppliedFile;

/** What to do with groups that a dictionary does not name. */
export type UnlistedPolicy = "pass" | "drop" | "error";

/** What to do with missing images: `fail` at compile, leave them out, or take all-zero planes. */
export type MissingPolicy = "fail" | "skip" | "fill";

/** How images are stored: the functions' own dtype, that of the input, or a named one; always clipped and rounded. */
export type StorageDtype = "native" | "preserve" | Dtype;

/** A step as the user writes it. */
export interface StepSpec {
  readonly kind?: "step";
  readonly name: string;
  readonly func: FunctionPattern;
  readonly variableComponents?: readonly Component[];
  /** @default "channel" */
  readonly groupBy?: Component;
  /** @default { image: "previous" } */
  readonly inputs?: Readonly<Record<string, InputSource>>;
  /** `kind:name` of each named output, or such a name → the function's own output name. */
  readonly emits?: readonly string[] | Readonly<Record<string, string>>;
  readonly wellFilter?: readonly string[];
  readonly siteFilter?: readonly (number | string)[];
  readonly channelFilter?: readonly string[];
  /**
   * True stores images and labels of this step durably too, false stores nothing of it. When omitted: named tables and
   * JSON are stored, images of the last step that returns any, nothing else. A backend, by name or module, is true with
   * another place for images and labels of this step.
   */
  readonly materialize?: boolean | Choice;
  /** @default "error" */
  readonly unlisted?: UnlistedPolicy;
  /** @default "fail" */
  readonly onMissing?: MissingPolicy;
  readonly dtype?: StorageDtype;
  readonly enabled?: boolean;
  /** May its functions run on a GPU? @default `gpu` of the configuration, "prefer" */
  readonly gpu?: GpuPolicy;
  readonly timeoutS?: number;
  readonly retries?: number;
}

/** A reduction as the user writes it: runs once, on the committed outputs of all wells, or of several plates. */
export interface ReductionSpec {
  readonly kind: "reduce";
  readonly name: string;
  /** What it runs once for: each plate, or all plates of a run together, when they have ended. @default "plate" */
  readonly axis?: "plate" | "batch";
  /**
   * Tables or JSON of the wells, or artifacts of earlier reductions: `table:nuclei`, `json:histogram`, `artifact:controls`; or
   * files of the user's own, which are the same for the whole plate. Over several plates: `table:wells`, tables that were
   * merged over the wells, and tables, JSON and artifacts of the plates' own reductions.
   */
  readonly from: string | SuppliedFile | readonly (string | SuppliedFile)[];
  /**
   * `artifact:name` of what later steps may read, or such a name → the function's own output name; `table:` and `json:`
   * name files of the plate. When omitted: the outputs of the last function, under their own names, as files.
   */
  readonly emits?: readonly string[] | Readonly<Record<string, string>>;
  readonly func: Chain;
  /** Tables or JSON that the user supplies, by input name. */
  readonly with?: Readonly<Record<string, SuppliedFile>>;
  /** Fewer contributing wells, or plates, are an error. @default 1, and 0 where `from` names files only */
  readonly minWells?: number;
  /**
   * Columns of the plate map, as `role` or `dose`, without which it is left out: statistics of plates that have a map, in a
   * pipeline that others run too. It is also left out where `per` gives wells several rows.
   */
  readonly needs?: readonly string[];
  readonly enabled?: boolean;
}

/** A file that the user supplies: a plate map, or an artifact of an earlier run. */
export interface SuppliedFile {
  /** `.json`, or a CSV table; relative to the pipeline's file. */
  readonly file: string;
}

/** A pipeline as the user writes it: data, whatever the file format. */
export interface PipelineSpec {
  readonly name: string;
  /**
   * Runs all steps for one value of these components after the other, in every combination, the first component slowest:
   * less memory, the same results. `["timepoint"]`, `["timepoint", "channel"]`.
   */
  readonly sequentialComponents?: readonly Component[];
  /**
   * Components whose values have rows of their own in the table of wells: `["timepoint"]` for one row per well and
   * timepoint. @default one row per well
   */
  readonly per?: readonly RowComponent[];
  readonly steps: readonly (StepSpec | ReductionSpec)[];
}
