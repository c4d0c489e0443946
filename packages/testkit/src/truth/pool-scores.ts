import { completeScore, type ObjectScore } from "./score-objects.ts";

/** The score of several wells together: every object has the same weight, in any well. */
export function poolScores(scores: readonly ObjectScore[]): ObjectScore {
  const sum = (field: "truth" | "matched" | "ignored" | "duplicates" | "spurious"): number =>
    scores.reduce((total, score) => total + score[field], 0);
  const tally = {
    matched: sum("matched"),
    ignored: sum("ignored"),
    duplicates: sum("duplicates"),
    spurious: sum("spurious"),
  };
  return completeScore(sum("truth"), tally);
}
