import type { Dtype } from "@ohcs/context";

/** The planes of one field of an OME-NGFF plate; null where a component was reduced and is in no name. */
export interface ZarrField {
  readonly site: number | null;
  readonly channels: readonly string[] | null;
  readonly zIndexes: readonly number[] | null;
  readonly timepoints: readonly number[] | null;
}

/** A plate that must be declared before its first pixel is written, as far as it is the same for wells of a structure. */
export interface ZarrStore {
  /** Virtual directory of the plate. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly dtype: Dtype;
  readonly fields: readonly ZarrField[];
  /** Label images that lie in the fields. */
  readonly labels: readonly string[];
}
