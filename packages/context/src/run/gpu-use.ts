/** The GPU that a well was compiled for, and whether it was computed there. */
export interface WellGpu {
  /** Its id in the registry. */
  readonly adapter: string;
  /** Its name according to the driver. */
  readonly name: string;
  /** Why the well was computed on the CPU instead; null if it was not. */
  readonly fallback: { readonly code: string; readonly message: string } | null;
}

/** Usage of an adapter's slots in a run, counted where leases are granted. */
export interface AdapterUse {
  readonly adapter: string;
  readonly name: string;
  readonly software: boolean;
  /** Workers that may use it at the same time. */
  readonly slots: number;
  /** Most leases on it that this process held at the same time. */
  readonly maximum: number;
  /** Leases granted to this process. */
  readonly granted: number;
  /** Slots that are not used again after repeated crashes. */
  readonly retired: number;
}
