import type { Cell, Table } from "@ohcs/context";
import { type RegionPixels, relateLabels } from "@ohcs/kernels";
import { type Columns, type MeasuredObjects, tableOf } from "./measured-objects.ts";

/** Objects of one kind and their columns, which get the prefix `name`. */
export interface Compartment {
  readonly name: string;
  readonly objects: MeasuredObjects;
  readonly columns: Columns;
}

/** One row per cell, with the columns of the cell and of what lies within it. */
export function singleCells(cells: Compartment, within: readonly Compartment[]): Table {
  const { regions, shapes } = cells.objects;
  const joined = within.map((compartment) => joinedColumns(cells.objects, compartment));
  const columns: Columns = [
    ["ObjectNumber", regions.map(({ label }) => label)],
    ["Metadata_TouchesEdge", shapes.map(({ touchesEdge }) => (touchesEdge ? 1 : 0))],
    ...joined.map(({ count }) => count),
    ...prefixed(cells.name, cells.columns),
    ...joined.flatMap(({ features }) => features),
  ];
  return tableOf([...columns, ...ratiosOf(columns)], regions.length);
}

const NUCLEAR_MEAN = /^Nuclei_Intensity_MeanIntensity_(.+)$/;

/** `Cells_Ratio_NucleiToCytoplasm_<image>`: how many times brighter the nucleus is than its cytoplasm, as both are in the image. */
function ratiosOf(columns: Columns): Columns {
  const byName = new Map(columns);
  return columns.flatMap(([name, nuclei]) => {
    const image = NUCLEAR_MEAN.exec(name)?.[1];
    const cytoplasm = byName.get(`Cytoplasm_Intensity_MeanIntensity_${image}`);
    if (image === undefined || cytoplasm === undefined) return [];
    const cells = Array.from(nuclei, (mean, i) => ratio(mean, cytoplasm[i]));
    return [[`Cells_Ratio_NucleiToCytoplasm_${image}`, cells] as const];
  });
}

function ratio(nucleus: Cell, cytoplasm: Cell | undefined): Cell {
  return typeof nucleus === "number" && typeof cytoplasm === "number" && cytoplasm !== 0 ? nucleus / cytoplasm : null;
}

/** How many objects each cell has, and the features of the largest. */
function joinedColumns(cells: MeasuredObjects, { name, objects, columns }: Compartment) {
  const parentOf = relateLabels(cells.labels, objects.labels);
  const counts = new Map<number, number>();
  const largest = new Map<number, number>();
  for (const [i, { label, pixels }] of objects.regions.entries()) {
    const cell = parentOf[label] ?? 0;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
    if (pixels.length > areaOf(objects.regions, largest.get(cell))) largest.set(cell, i);
  }
  const labels = cells.regions.map(({ label }) => label);
  const features: Columns = prefixed(name, columns).map(([column, values]) => [
    column,
    labels.map((label) => values[largest.get(label) ?? -1] ?? null),
  ]);
  const count: Columns[number] = [`Metadata_${name}_Count`, labels.map((label) => counts.get(label) ?? 0)];
  return { count, features };
}

function areaOf(regions: readonly RegionPixels[], place: number | undefined): number {
  return place === undefined ? 0 : (regions[place]?.pixels.length ?? 0);
}

function prefixed(name: string, columns: Columns): Columns {
  return columns.map(([column, cells]) => [`${name}_${column}`, cells]);
}
