import type { BackendOptions, Diagnostic, ImageLayout, ModuleReference } from "@ohcs/context";

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
