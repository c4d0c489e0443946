import type { Style } from "../terminal/terminal.ts";
import { table } from "../views/table.ts";
import type { WellScore } from "./score-well.ts";
import { countError, percent, type Target } from "./targets.ts";

const COLUMNS = [
  "well",
  "cells are",
  "true",
  "found",
  "cut",
  "error",
  "F1",
  "dupl.",
  "stitch px",
  "stage px",
  "sum of tiles",
  "status",
];

const NOTES = `
  true          cells that lie in the imaged area by half or more
  cut           objects found of other cells: neither right nor wrong, so left out of error and F1
  stitch px     error of the tiles' positions; stage px: had the stage been trusted
  sum of tiles  objects of all tiles added up, a wrong method: overlaps count repeatedly
  confluent     cells that lie on each other: shown, but without a target
`;

/** The wells against the truth, and whether each target was met. */
export function scoreView(scores: readonly WellScore[], targets: readonly Target[], style: Style): string {
  const columns = COLUMNS.map(
    (title, i) => ({ title, align: i < 2 || i === COLUMNS.length - 1 ? "left" : "right" }) as const,
  );
  const rows = [...scores.map((score) => wellRow(score, style)), totalRow(scores, style)];
  return `${table(columns, rows, style)}${style.colors.dim(NOTES)}\n${targetsView(targets, style)}`;
}

function wellRow(score: WellScore, { colors }: Style): readonly string[] {
  const { well, placement, truth, found, ignored, f1, duplicates, stitchingRms, nominalRms, tileSum, status } = score;
  const figures = [String(truth), String(found), String(ignored), errorText(score), f1.toFixed(3), String(duplicates)];
  const pixels = [stitchingRms, nominalRms].map((rms) => (rms === null ? "–" : rms.toFixed(3)));
  const end = status === "success" ? colors.green(status) : colors.red(status);
  return [well, placement, ...figures, ...pixels, colors.dim(String(tileSum)), end];
}

function errorText(score: WellScore): string {
  if (score.truth === 0) return score.found === score.ignored ? "0" : `+${score.found - score.ignored}`;
  return percent(countError(score));
}

function totalRow(scores: readonly WellScore[], { colors }: Style): readonly string[] {
  const total = (of: (score: WellScore) => number) => scores.reduce((sum, score) => sum + of(score), 0);
  const [truth, found, ignored] = [total((s) => s.truth), total((s) => s.found), total((s) => s.ignored)];
  const f1 = (2 * total((s) => s.matched)) / Math.max(1, truth + found - ignored);
  const worst = Math.max(0, ...scores.map(({ stitchingRms }) => stitchingRms ?? 0));
  const stage = Math.max(0, ...scores.map(({ nominalRms }) => nominalRms ?? 0));
  const figures = [
    String(truth),
    String(found),
    String(ignored),
    percent(countError({ truth, found, ignored })),
    f1.toFixed(3),
  ];
  const rest = [String(total((s) => s.duplicates)), `≤ ${worst.toFixed(3)}`, `≤ ${stage.toFixed(3)}`];
  return ["plate", "", ...figures, ...rest, String(total((s) => s.tileSum)), ""].map((cell) => colors.bold(cell));
}

function targetsView(targets: readonly Target[], style: Style): string {
  const { green, red } = style.colors;
  const rows = targets.map(({ promise, measured, kept }) => [kept ? green("✓") : red("✗ missed"), promise, measured]);
  return table([{ title: "" }, { title: "target" }, { title: "measured" }], rows, style);
}
