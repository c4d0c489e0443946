import type { Dtype } from "@ohcs/context";

/** The planes of one field of an OME-NGFF plate; null if a component was reduced and is not part of names. */
export interface ZarrField {
  readonly site: number | null;
  readonly channels: readonly string[] | null;
  readonly zIndexes: readonly number[] | null;
  readonly timepoints: readonly number[] | null;
}

/** A plate that must be declared before its first pixel is written: the part that is common to wells of a structure. */
export interface ZarrStore {
  /** Virtual directory of the plate. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly dtype: Dtype;
  readonly fields: readonly ZarrField[];
  /** Label images that are stored in the fields. */
  readonly labels: readonly string[];
  /** Are its channels the red, green and blue of images in colours? */
  readonly rgb: boolean;
}
