import type {
  GroupPlan,
  PixelMemory,
  PlaneKey,
  ProcessingContext,
  StepPlan,
  Table,
  WellFile,
  WellTask,
  WorkerTuning,
} from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import type { PixelLease } from "./buffers/pixel-lease.ts";
import type { ByteAccount } from "./byte-account.ts";
import type { Commitments } from "./outputs/commitments.ts";
import type { Products } from "./outputs/products.ts";
import type { EventTurns } from "./overlap/event-turns.ts";
import type { WriteBehind } from "./overlap/write-behind.ts";
import type { Held } from "./passes.ts";
import type { WellServices } from "./well-services.ts";

/** All that belongs to one run of one context; nothing of it outlives the run or is seen by another. */
export interface WellScope {
  readonly task: WellTask;
  readonly context: ProcessingContext;
  readonly services: WellServices;
  readonly storage: FileManager;
  readonly tuning: Required<WorkerTuning>;
  readonly memory: PixelMemory;
  readonly bytes: ByteAccount;
  /** What earlier steps left for later ones. */
  readonly products: Products;
  /** What was stored durably. */
  readonly commitments: Commitments;
  readonly turns: EventTurns;
  /** Images that are being written: those of one step while the next computes. */
  readonly writes: WriteBehind;
  /** What wells committed, for reductions, by path; null where nothing of it is known. */
  readonly wellFiles: ReadonlyMap<string, WellFile> | null;
  /** Tables of wells that a step of this reduction has read, by path: later ones are given the same. */
  readonly tablesRead: Map<string, Promise<Table>>;
}

/** One step of a well. */
export interface StepScope extends WellScope {
  readonly plan: StepPlan;
  readonly place: { readonly index: number; readonly name: string };
  /** The groups to be computed now, with their index among all groups of the step. */
  readonly groups: readonly (readonly [index: number, group: GroupPlan])[];
  /** Are these the last ones? */
  readonly isLast: boolean;
  /** What nothing reads after these. */
  readonly freed: readonly Held[];
}

/** One group of a step. */
export interface GroupScope extends StepScope {
  readonly group: GroupPlan;
  readonly groupIndex: number;
  readonly key: PlaneKey;
  /** Its arrays. */
  readonly lease: PixelLease;
}
