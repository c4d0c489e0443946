import type { WidthReason } from "@ohcs/context";

/** What is known when a well has ended. */
export interface WidthObservation {
  /** Wells that may run at the same time, now and at most. */
  readonly width: number;
  readonly maximum: number;
  /** Wells that ended since the width changed last. */
  readonly ended: number;
  /** Wells that ended per second, by the width at which they did. */
  readonly rates: ReadonlyMap<number, number>;
  /** What all wells together may hold; null for no limit. */
  readonly budgetBytes: number | null;
  /** The most that any well held, or was refused; 0 where none has ended. */
  readonly wellBytes: number;
  /** Heaps and buffers of all workers by their last reports, garbage included; 0 where none has come. */
  readonly workerBytes: number;
  /** Was the well that ended refused the memory that it needs? */
  readonly refused: boolean;
}

/** A change of the width, and why. */
interface WidthDecision {
  readonly width: number;
  readonly reason: WidthReason;
}

/** A worker more must bring at least that much. */
const WORTHWHILE = 1.05;

/**
 * How many wells may run from now on; null for no change. Memory comes first: fewer where a well was refused, or where
 * wells or workers together need more than there is. Then throughput: one fewer where the last one brought nothing, one
 * more where there is room and it is not known to bring nothing.
 */
export function decideWidth(seen: WidthObservation): WidthDecision | null {
  const { width, ended } = seen;
  const fitting = fittingWidth(seen);
  if (seen.refused && width > 1) return { width: Math.min(width - 1, fitting), reason: "memory" };
  if (fitting < width) return { width: fitting, reason: "memory" };
  if (ended < width) return null;
  if (!holds(seen, width) && width > 1) return { width: width - 1, reason: "memory" };
  if (ended < 2 * width) return null;
  if (!isWorthwhile(seen, width)) return { width: width - 1, reason: "throughput" };
  const mayGrow = width < fitting && holds(seen, width + 1) && isWorthwhile(seen, width + 1);
  return mayGrow ? { width: width + 1, reason: "room" } : null;
}

/** How many wells like the largest fit into the budget: at least one, at most the maximum. */
export function fittingWidth({
  maximum,
  budgetBytes,
  wellBytes,
}: Pick<WidthObservation, "maximum" | "budgetBytes" | "wellBytes">): number {
  if (budgetBytes === null || wellBytes === 0) return maximum;
  return Math.max(1, Math.min(maximum, Math.floor(budgetBytes / wellBytes)));
}

/** Would that many workers keep within the budget, if each held what they hold now? */
function holds({ width, budgetBytes, workerBytes }: WidthObservation, workers: number): boolean {
  return budgetBytes === null || (workerBytes / width) * workers <= budgetBytes;
}

/** Does the last of that many workers bring anything? Yes, as long as the opposite is not known. */
function isWorthwhile({ rates }: WidthObservation, width: number): boolean {
  const [narrower, wider] = [rates.get(width - 1), rates.get(width)];
  return narrower === undefined || wider === undefined || wider >= narrower * WORTHWHILE;
}
