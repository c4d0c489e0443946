import type { GpuErrorCode } from "../errors.ts";
import type { AdapterRecord } from "./adapter-record.ts";

/** Why a machine has no GPU that could be used: a normal state. */
export interface GpuAbsence {
  readonly code: GpuErrorCode;
  readonly message: string;
  readonly remedy: string;
}

/** The GPUs of a machine, as plain JSON. */
export interface GpuProbe {
  readonly specVersion: 1;
  /** The provider: `dawn`, `browser`, … */
  readonly provider: string;
  /** In the order of the provider, unusable ones included. */
  readonly adapters: readonly AdapterRecord[];
  /** Null exactly when at least one adapter passed its self-test. */
  readonly reason: GpuAbsence | null;
  /** The last lines of the driver's output during the probe. */
  readonly notes: readonly string[];
}
