import type { BackendOptions, Diagnostic, Dtype, ImageLayout, ModuleReference } from "@ohcs/context";

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

/** Virtual directories of the output plate and of the intermediate backend. */
export interface PathPlan {
  /** Where images are stored of steps that do not choose a place. */
  readonly imageDir: string;
  /** Folders of what is stored by name, by its kind. */
  readonly namedDirs: Readonly<Record<"image" | "labels" | "rgb", string>>;
  readonly resultsDir: string;
  /** By step index. */
  readonly steps: readonly StepPaths[];
  readonly findings: readonly Diagnostic[];
}

interface StepPaths {
  readonly memoryDir: string;
  /** Where images of the step are stored. */
  readonly place: ImagePlace;
  /** The folder for those of the last step that has any, and for others. */
  readonly imageDir: string;
  readonly checkpointDir: string;
  /** Where its labels are stored that are not in the fields of images, and named images that have no plate of their own. */
  readonly labels: ImagePlace;
}

/** A backend as contexts name it. */
export interface PlannedBackend {
  /** The backend's own name, for metadata. */
  readonly name: string;
  readonly use: ModuleReference;
  readonly with: BackendOptions;
  /** Absent if values are not plain files. */
  readonly plainFiles?: true;
}

/** Where images go, or label images. */
export interface ImagePlace extends ImageLayout {
  /** The key of the backend in contexts. */
  readonly role: string;
}

/** The backends of a plate by role. */
export interface BackendPlan {
  /** `source`, `intermediate`, `output`; `images`, `images-2`, … of which contexts hold those in use; `labels`; `plates`. */
  readonly backends: Readonly<Record<string, PlannedBackend>>;
  readonly images: ImagePlace;
  /** Storage of label images that cannot be stored beside their images: plain files. */
  readonly labels: ImagePlace;
  /** By step index, for steps with a place of their own. */
  readonly steps: ReadonlyMap<number, ImagePlace>;
  readonly findings: readonly Diagnostic[];
}
