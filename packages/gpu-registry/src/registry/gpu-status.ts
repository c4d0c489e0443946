import type { AdapterRecord } from "../probe/adapter-record.ts";
import type { GpuAbsence } from "../probe/inspect-gpus.ts";
import type { LeaseCounts } from "../slots/slot-table.ts";
import type { AdapterMemory, SlotCount } from "./slot-count.ts";

/** One adapter with its slots and their use. */
export interface AdapterStatus extends AdapterRecord, SlotCount {
  readonly memory: AdapterMemory;
  readonly leases: LeaseCounts;
}

/** The state of a registry at one moment, as plain JSON. */
export interface GpuStatus {
  readonly specVersion: 1;
  readonly provider: string;
  readonly adapters: readonly AdapterStatus[];
  /** Why no adapter can be used; null if one can. */
  readonly reason: GpuAbsence | null;
  /** Output of drivers during the probe. */
  readonly notes: readonly string[];
}
