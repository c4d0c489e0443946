import type { FunctionInput, WellTask, WorkerEvent } from "@ohcs/context";
import type { ChainResult } from "../chain/chain-result.ts";

/** One group for another worker of the same context. Its arrays move there; all else is copied. */
export interface GroupTask {
  readonly step: number;
  /** Index among all groups of the step. */
  readonly group: number;
  readonly inputs: ReadonlyMap<string, FunctionInput>;
  readonly contributors: WellTask["contributors"];
  /** Most bytes of samples that computing it may hold, its inputs among them; null for no limit. */
  readonly memoryBytes: number | null;
}

/** Figures that a function gave on the trust its result deserves. */
export type Quality = Pick<Extract<WorkerEvent, { readonly type: "quality" }>, "name" | "value">;

/** A line that a function printed. */
export type Printed = Pick<Extract<WorkerEvent, { readonly type: "log" }>, "level" | "text">;

/** What a helper made of a group. */
export interface GroupAnswer {
  readonly result: ChainResult;
  readonly quality: readonly Quality[];
  readonly printed: readonly Printed[];
  /** The arrays of the inputs, given back. */
  readonly arrays: readonly ArrayBuffer[];
  /** The most that computing it held. */
  readonly peakBytes: number;
}

/** Other workers that compute groups of this one's well. */
export interface Helpers {
  /** How many do so, or would. */
  readonly count: number;
  /** How many groups they would take now; some of them wait there, so that no helper waits for this worker. */
  readonly room: number;
  /** Moves `arrays` there. The answer is null if none came, for any reason: not taken, failed, the worker is gone. */
  compute(task: GroupTask, arrays: readonly ArrayBuffer[]): Promise<GroupAnswer | null>;
}
