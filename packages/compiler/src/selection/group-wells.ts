import type { PlaneCoordinates, SourceImage } from "@ohcs/context";
import type { SelectedWell, WellStructure } from "../draft/selection.ts";

/** Groups the wells by the coordinates of their images and the steps that apply to them; structures in plate order. */
export function groupWells(
  wells: readonly SelectedWell[],
  expected: readonly PlaneCoordinates[],
  stepsOf: (well: string) => readonly boolean[],
): readonly WellStructure[] {
  const structures = new Map<string, { active: readonly boolean[]; wells: SelectedWell[] }>();
  for (const well of wells) {
    const active = stepsOf(well.well);
    const key = `${active.map(Number).join("")}|${well.images.map(planeText).join("|")}`;
    const structure = structures.get(key);
    if (structure === undefined) structures.set(key, { active, wells: [well] });
    else structure.wells.push(well);
  }
  return [...structures.values()].map(({ active, wells: alike }) => {
    const layout = (alike[0]?.images ?? []).map(coordinatesOf);
    const there = new Set(layout.map(planeText));
    return { layout, missing: expected.filter((plane) => !there.has(planeText(plane))), active, wells: alike };
  });
}

function planeText({ site, channel, zIndex, timepoint }: PlaneCoordinates): string {
  return `${site} ${zIndex} ${timepoint} ${channel}`;
}

function coordinatesOf({ site, channel, zIndex, timepoint }: SourceImage): PlaneCoordinates {
  return { site, channel, zIndex, timepoint };
}
