import { countOf } from "@ohcs/context";
import type { WellScore } from "./score-well.ts";

/** One promise of the demo, and whether it was kept. */
export interface Target {
  readonly promise: string;
  readonly measured: string;
  readonly kept: boolean;
}

const LEAST_F1 = 0.95;
const MOST_PLATE_ERROR = 0.02;
const MOST_WELL_ERROR = 0.05;
const FEW = 20;
const MOST_RMS = 0.5;

/** The targets of the demo over its wells. Confluent wells are reported, but count only for the status. */
export function targetsOf(scores: readonly WellScore[]): readonly Target[] {
  const judged = scores.filter(({ placement }) => placement !== "confluent");
  return [
    successTarget(scores),
    f1Target(judged),
    duplicatesTarget(judged),
    emptyTarget(judged),
    plateErrorTarget(judged),
    wellErrorTarget(judged),
    stitchingTarget(judged),
  ];
}

/** Objects found against cells there, as a part of these; objects on cells that do not count are left out. */
export function countError({ truth, found, ignored }: Pick<WellScore, "truth" | "found" | "ignored">): number {
  const counted = found - ignored;
  return counted === truth ? 0 : (counted - truth) / truth;
}

function successTarget(scores: readonly WellScore[]): Target {
  const done = scores.filter(({ status }) => status === "success").length;
  return { promise: "every well succeeds", measured: `${done} of ${scores.length}`, kept: done === scores.length };
}

function f1Target(scores: readonly WellScore[]): Target {
  const objects = sum(scores, ({ truth, found, ignored }) => truth + found - ignored);
  const f1 = objects === 0 ? 1 : (2 * sum(scores, ({ matched }) => matched)) / objects;
  return { promise: `object F1 at IoU 0.5 ≥ ${LEAST_F1}`, measured: f1.toFixed(4), kept: f1 >= LEAST_F1 };
}

function duplicatesTarget(scores: readonly WellScore[]): Target {
  const duplicates = sum(scores, (score) => score.duplicates);
  return { promise: "no cell is counted twice", measured: countOf(duplicates, "duplicate"), kept: duplicates === 0 };
}

function emptyTarget(scores: readonly WellScore[]): Target {
  const empty = scores.filter(({ placement }) => placement === "empty");
  const found = sum(empty, (score) => score.found);
  return {
    promise: "empty wells count 0",
    measured: `${countOf(found, "object")} in ${countOf(empty.length, "well")}`,
    kept: found === 0,
  };
}

function plateErrorTarget(scores: readonly WellScore[]): Target {
  const total = {
    truth: sum(scores, ({ truth }) => truth),
    found: sum(scores, ({ found }) => found),
    ignored: sum(scores, ({ ignored }) => ignored),
  };
  const error = countError(total);
  return {
    promise: `count error of the plate ≤ ${MOST_PLATE_ERROR * 100} %`,
    measured: `${percent(error)} (${percent(countError({ ...total, ignored: 0 }))} with cut cells)`,
    kept: Math.abs(error) <= MOST_PLATE_ERROR,
  };
}

/** Below 20 cells one object is allowed, whatever part that is. */
function wellErrorTarget(scores: readonly WellScore[]): Target {
  const missed = scores.filter((score) => !isWellCounted(score)).map(({ well }) => well);
  const many = scores.filter(({ truth }) => truth >= FEW);
  const worst = Math.max(0, ...many.map((score) => Math.abs(countError(score))));
  const worstWithCut = Math.max(0, ...many.map((score) => Math.abs(countError({ ...score, ignored: 0 }))));
  const most = `at most ${(worst * 100).toFixed(1)} % (${(worstWithCut * 100).toFixed(1)} % with cut cells)`;
  return {
    promise: `count error of every well ≤ ${MOST_WELL_ERROR * 100} % (±1 object below ${FEW})`,
    measured: missed.length === 0 ? most : `missed by ${missed.join(", ")}`,
    kept: missed.length === 0,
  };
}

function isWellCounted(score: WellScore): boolean {
  const excess = score.found - score.ignored - score.truth;
  return score.truth < FEW ? Math.abs(excess) <= 1 : Math.abs(countError(score)) <= MOST_WELL_ERROR;
}

function stitchingTarget(scores: readonly WellScore[]): Target {
  const worst = Math.max(0, ...scores.map(({ stitchingRms }) => stitchingRms ?? Number.POSITIVE_INFINITY));
  return {
    promise: `stitching error of every well < ${MOST_RMS} px RMS`,
    measured: `at most ${worst.toFixed(3)} px`,
    kept: worst < MOST_RMS,
  };
}

/** A part as a percentage with its sign. */
export function percent(part: number): string {
  return `${part > 0 ? "+" : ""}${(part * 100).toFixed(1)} %`;
}

function sum(scores: readonly WellScore[], of: (score: WellScore) => number): number {
  return scores.reduce((total, score) => total + of(score), 0);
}
