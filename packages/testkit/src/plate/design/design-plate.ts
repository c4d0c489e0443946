import { normalizeWellId, parseWellId } from "@ohcs/context";
import { fail } from "../../errors.ts";
import { layoutNamed } from "../layout/layouts.ts";
import { createRandom } from "../random.ts";
import { placeCells, stainCells } from "../scene/place-cells.ts";
import { placeTiles } from "../scene/place-tiles.ts";
import { assignTreatments, type Treatment } from "./assign-treatments.ts";
import { planesOf } from "./planes-of.ts";
import type { CorruptPlane, PlacementKind, PlateCoordinates, PlateDesign, WellDesign } from "./plate-design.ts";
import { type PlateOptions, type ResolvedPlateOptions, resolvePlateOptions } from "./plate-options.ts";
import { selectWells } from "./select-wells.ts";

const SPECIAL: readonly PlacementKind[] = ["empty", "empty", "sparse", "confluent"];

const FEWEST_WELLS_FOR_SPECIAL = 8;

/**
 * The placement of each well. Plates of eight wells and more have two empty wells, one with three cells and one
 * confluent well, among the samples; of the others every second one is `touching`. `overrides` wins.
 */
function assignPlacements(
  seed: number,
  wells: readonly string[],
  treatments: readonly Treatment[],
  overrides: Readonly<Record<string, PlacementKind>>,
): readonly PlacementKind[] {
  const special = chooseSpecial(seed, treatments);
  const given = new Map(Object.entries(overrides).map(([well, kind]) => [normalizeWellId(well), kind]));
  let ordinary = 0;
  return wells.map((well, i) => {
    const kind = special.get(i) ?? (ordinary++ % 2 === 0 ? "spaced" : "touching");
    return given.get(well) ?? kind;
  });
}

function chooseSpecial(seed: number, treatments: readonly Treatment[]): ReadonlyMap<number, PlacementKind> {
  if (treatments.length < FEWEST_WELLS_FOR_SPECIAL) return new Map();
  const samples = treatments.flatMap(({ role }, i) => (role === "sample" ? [i] : []));
  const chosen = createRandom([seed, "placements"]).shuffle(samples).slice(0, SPECIAL.length);
  return new Map(chosen.map((well, i) => [well, SPECIAL[i] ?? "spaced"]));
}

/**
 * Determines everything about a synthetic plate from `options.seed`: equal options give equal designs, on every
 * machine. The content of a well depends on its name, kind and dose, never on which other wells are made.
 *
 * Placements: `spaced` (centres at least 3 mean radii apart), `touching` (clusters of up to four, centres at least 1.75
 * mean radii apart, `spaced` otherwise), `sparse` (three cells), `confluent` (Poisson, four times as dense), `empty`.
 * @throws `SYNTH_OPTION_INVALID`
 */
export function designPlate(options: PlateOptions = {}): PlateDesign {
  const resolved = resolvePlateOptions(options);
  const { stageError: _, cells: _cells, radius: _radius, placements: _placements, ...kept } = resolved;
  const { grid, tile } = kept;
  const design: PlateDesign = {
    ...kept,
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

/** The planes of `design` that are not written, and those that are written truncated; no plane is both. */
function chooseFaults(
  design: PlateDesign,
  missing: number,
  corrupt: number,
): { readonly missing: readonly PlateCoordinates[]; readonly corrupt: readonly CorruptPlane[] } {
  const planes = createRandom([design.seed, "faults"]).shuffle([...planesOf(design)]);
  if (missing + corrupt > planes.length) {
    const message = `Cannot design a plate: ${missing + corrupt} missing and corrupt planes, expected at most ${planes.length}`;
    throw fail("SYNTH_OPTION_INVALID", message, { details: { option: "missing, corrupt" } });
  }
  return {
    missing: planes.slice(0, missing),
    corrupt: planes
      .slice(missing, missing + corrupt)
      .map((plane, i) => ({ ...plane, damage: i % 2 === 0 ? "pixels" : "directory" })),
  };
}
