import { parseWellId } from "@ohcs/context";
import { layoutNamed } from "../layout/layouts.ts";
import { createRandom } from "../random.ts";
import { placeCells } from "../scene/place-cells.ts";
import { placeTiles } from "../scene/place-tiles.ts";
import { stainCells } from "../scene/stain-cells.ts";
import { assignPlacements } from "./assign-placements.ts";
import { assignTreatments, type Treatment } from "./assign-treatments.ts";
import { chooseFaults } from "./choose-faults.ts";
import type { PlacementKind, PlateDesign, WellDesign } from "./plate-design.ts";
import { type PlateOptions, type ResolvedPlateOptions, resolvePlateOptions } from "./plate-options.ts";
import { selectWells } from "./select-wells.ts";

/**
 * Decides everything about a synthetic plate from `options.seed`: equal options give equal designs, on every machine.
 * What a well contains depends on its name, kind and dose, never on which other wells are made.
 *
 * Placements: `spaced` (centres at least 3 mean radii apart), `touching` (clusters of up to four, centres at least 1.75
 * mean radii apart, `spaced` otherwise), `sparse` (three cells), `confluent` (Poisson, four times as dense), `empty`.
 * @throws `SYNTH_OPTION_INVALID`
 */
export function designPlate(options: PlateOptions = {}): PlateDesign {
  const resolved = resolvePlateOptions(options);
  const { name, layout, seed, format, grid, tile, overlap } = resolved;
  const { pixelSizeUm, zStepUm, zSteps, timepoints, optics } = resolved;
  const design: PlateDesign = {
    name,
    layout,
    seed,
    format,
    overlap,
    pixelSizeUm,
    zStepUm,
    zSteps,
    timepoints,
    optics,
    grid: { rows: grid[0], columns: grid[1] },
    tile: { width: tile[0], height: tile[1] },
    channels: Array.from({ length: resolved.channels }, (_, i) => CHANNEL_NAMES[i] ?? `Channel ${i + 1}`),
    wells: designWells(resolved),
    missing: [],
    corrupt: [],
  };
  return { ...design, ...chooseFaults(design, resolved.missing, resolved.corrupt) };
}

const CHANNEL_NAMES = ["DAPI", "GFP", "Texas Red", "Cy5"];

function designWells(options: ResolvedPlateOptions): readonly WellDesign[] {
  const wells = selectWells(options.wells, options.format);
  const treatments = assignTreatments(wells.length);
  const placements = assignPlacements(options.seed, wells, treatments, options.placements);
  return wells.map((well, i) =>
    designWell(options, well, placements[i] ?? "spaced", treatments[i] ?? { role: "sample", dose: 0 }),
  );
}

function designWell(
  options: ResolvedPlateOptions,
  well: string,
  placement: PlacementKind,
  { role, dose }: Treatment,
): WellDesign {
  const { seed, channels, zSteps, grid, radius } = options;
  const shapes = placeCells(options, placement, createRandom([seed, "cells", well]));
  const staining = { channels, zSteps, dose, cytoplasmWidth: radius[1] };
  return {
    well,
    ...parseWellId(well),
    placement,
    role,
    dose,
    tiles: placeTiles(options, well, layoutNamed(options.layout).siteOrder(grid[0], grid[1])),
    cells: stainCells(shapes, staining, createRandom([seed, "stain", well])),
  };
}
