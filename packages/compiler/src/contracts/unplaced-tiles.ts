import { countOf, type PlateManifest } from "@ohcs/context";
import type { ResolvedCall } from "../draft/resolved-step.ts";
import type { GroupedStep, WellStructure } from "../draft/selection.ts";
import type { Finding, JudgedFinding } from "../findings/findings.ts";
import { mayOverlap } from "./overlapping-sites.ts";

/** What the plate states about the places of its tiles. */
export type TilePlaces = Pick<PlateManifest, "grid" | "calibration">;

/**
 * Calls that need the places of several tiles, on a plate that has neither stage positions with a pixel size nor a grid:
 * an error, or a warning where the call then takes tiles as apart.
 */
export function unplacedTiles(
  { step, isActive, isIntact, groups }: GroupedStep,
  { wells }: Pick<WellStructure, "wells">,
  { grid, calibration }: TilePlaces,
): readonly JudgedFinding[] {
  const call = [...step.chains.values()].flat().find(({ declaration }) => declaration.needsTilePlaces !== false);
  if (!isActive || !isIntact || call === undefined) return [];
  const stacksTiles = groups.some(({ inputs }) => [...inputs.values()].some((items) => items.length > 1));
  const isScaled = calibration.pixelSizeUm !== null;
  const unplaced = wells.filter(({ images }) => !isScaled || images.some(({ position }) => position === null));
  if (!stacksTiles || unplaced.length === 0) return [];
  const { name } = call.declaration;
  const where = { step: step.place, function: name };
  if (takesAsApart(call)) {
    const all = unplaced.length === wells.length;
    const whose = all ? "they" : `those of ${countOf(unplaced.length, "well")}`;
    const examples = all ? [] : unplaced.map(({ well }) => well);
    return [{ isError: false, finding: { ...mayOverlap(`nothing states where ${whose} lie`), where, examples } }];
  }
  return grid === null ? [{ isError: true, finding: { ...unplacedFor(name), where } }] : [];
}

function takesAsApart({ declaration: { needsTilePlaces }, parameters }: ResolvedCall): boolean {
  if (typeof needsTilePlaces === "boolean") return false;
  return Object.entries(needsTilePlaces.unless).every(([name, value]) => parameters[name] === value);
}

function unplacedFor(name: string): Finding {
  return {
    code: "TILES_UNPLACED",
    message: `Cannot call '${name}': nothing states where the tiles of a well lie`,
    hint: "State the grid of sites with --grid 3x3 or 'grid' in the configuration, or the pixel size where the plate has stage positions",
  };
}
