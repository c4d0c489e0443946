import type { BackendOptions, Diagnostic, ImageLayout, ModuleReference } from "@ohcs/context";

/** A backend as contexts name it. */
export interface PlannedBackend {
  /** What the backend calls itself, as metadata tell it. */
  readonly name: string;
  readonly use: ModuleReference;
  readonly with: BackendOptions;
  /** Absent where values are no plain files. */
  readonly plainFiles?: true;
}

/** Where images go, or label images. */
export interface ImagePlace extends ImageLayout {
  /** The key of the backend in contexts. */
  readonly role: string;
}

/** The backends of a plate by the part that they play. */
export interface BackendPlan {
  /** `source`, `intermediate`, `output`; `images`, `images-2`, … of which contexts hold those in use; `labels`; `plates`. */
  readonly backends: Readonly<Record<string, PlannedBackend>>;
  readonly images: ImagePlace;
  /** Where label images go that cannot lie beside their images: plain files. */
  readonly labels: ImagePlace;
  /** By step index, for steps with a place of their own. */
  readonly steps: ReadonlyMap<number, ImagePlace>;
  readonly findings: readonly Diagnostic[];
}
