import { atBest, paired, type Summary } from "../statistics/rounds.ts";

/** A contestant that does the work of all wells repeatedly, opened once. */
export interface Contestant {
  /** Runs every well, one after the other; returns ms per well. */
  readonly msPerWell: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Ms per well, a figure per round. */
interface MeasuredTimes {
  readonly bare: readonly number[];
  readonly inMemory: readonly number[];
  readonly durable: readonly number[];
  readonly record: readonly number[];
}

type Added = Summary & { readonly atBest: number };

/** The cost of a well beyond bare Tinypool, in memory, and beyond its record, too. */
export function addedTimes({ bare, inMemory, durable, record }: MeasuredTimes): {
  readonly addedMsPerWell: Added;
  readonly addedBeyondRecordMs: Added;
} {
  const owed = bare.map((ms, round) => ms + (record[round] ?? Number.NaN));
  const difference = (ours: number, theirs: number) => ours - theirs;
  const beyondRecord = atBest(durable, bare, difference) - Math.min(...record);
  return {
    addedMsPerWell: { ...paired(inMemory, bare, difference), atBest: atBest(inMemory, bare, difference) },
    addedBeyondRecordMs: { ...paired(durable, owed, difference), atBest: beyondRecord },
  };
}
