import type { StagePosition } from "@ohcs/context";
import { wellAt, wellNamed } from "../grammar/well-at.ts";
import { orientationOf, oriented } from "../manifest/orient.ts";
import { numberOf, positiveOf, readXml, textAt, type XmlElement } from "../text/read-xml.ts";

/** The content of `experiment_descriptor.xml`; null where it states nothing. */
export interface ExperimentDescriptor {
  readonly plateFormat: { readonly rows: number; readonly columns: number } | null;
  readonly grid: { readonly rows: number; readonly columns: number } | null;
  readonly pixelSizeUm: number | null;
  readonly slices: number | null;
  readonly zStepUm: number | null;
  readonly timepoints: number | null;
  readonly intervalS: number | null;
  /** Exposure in ms by channel, of those that were to be imaged. */
  readonly channels: ReadonlyMap<string, number | null>;
  readonly wells: ReadonlyMap<number, string>;
  /** Of sites 1, 2, … in each well, µm, x right, y down; empty where directions are not known. */
  readonly places: readonly StagePosition[];
}

/** Values of LabVIEW, `<DBL><Name>…</Name><Val>…</Val></DBL>`, by name: the first of each. */
type Values = ReadonlyMap<string, string>;

const MOST = 10_000;

/**
 * Reads the descriptor of a ScanR acquisition. Sites are numbered row by row from the upper left of `rows/well` ×
 * `columns/well`; the directions of their places are those that agree with this.
 */
export function readDescriptor(bytes: Uint8Array): ExperimentDescriptor | { readonly problem: string } {
  const { root, problem } = readXml(bytes);
  if (root === null) return { problem: problem ?? "it is empty" };
  const elements = [...elementsIn(root)];
  const values: Values = new Map(
    elements.toReversed().flatMap((element) => {
      const [name, value] = [textAt(element, "Name"), textAt(element, "Val")];
      return name === null || value === null ? [] : [[name, value] as const];
    }),
  );
  if (!elements.some(({ name }) => name === "Val")) return { problem: "it holds no values" };
  const [columns, rows] = [countIn(values, "columns/well"), countIn(values, "rows/well")];
  const [slices, timepoints] = [countIn(values, "# slices"), timepointsIn(values)];
  const layout = elements.find((element) => textAt(element, "Name") === "format typedef");
  const grid = rows === null || columns === null ? null : { rows, columns };
  return {
    plateFormat: formatIn(layout),
    grid,
    pixelSizeUm: positiveIn(values, "conversion factor um/pixel"),
    slices,
    zStepUm: slices === 1 ? null : positiveIn(values, "slices distance"),
    timepoints,
    intervalS: timepoints === 1 ? null : seconds(positiveIn(values, "timeloop delay [ms]")),
    channels: channelsIn(elements),
    wells: wellsIn(elements),
    places: grid === null ? [] : placesIn(elements, grid),
  };
}

function* elementsIn(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) yield* elementsIn(child);
}

function formatIn(layout: XmlElement | undefined): ExperimentDescriptor["plateFormat"] {
  const sizeNamed = (name: string) => layout?.children.find((child) => textAt(child, "Name") === name);
  const [rows, columns] = [numberOf(textAt(sizeNamed("Rows"), "Val")), numberOf(textAt(sizeNamed("Columns"), "Val"))];
  return wellAt(rows, columns) === null ? null : { rows: rows ?? 0, columns: columns ?? 0 };
}

/** Channels are clusters with a name and an exposure; the idle ones and the autofocus are not imaged. */
function channelsIn(elements: readonly XmlElement[]): ExperimentDescriptor["channels"] {
  const channels = new Map<string, number | null>();
  for (const { children } of elements) {
    const own = new Map(children.map((child) => [textAt(child, "Name"), textAt(child, "Val")]));
    const name = own.get("name") ?? null;
    if (name === null || name === "Autofocus" || !own.has("exposure time") || own.get("idle") === "1") continue;
    channels.set(name, numberOf(own.get("exposure time")));
  }
  return channels;
}

/** Number and label of each well, in turns. */
function wellsIn(elements: readonly XmlElement[]): ExperimentDescriptor["wells"] {
  const wells = new Map<number, string>();
  let number: number | null = null;
  for (const value of valuesBelow(elements, "well selection table + cDNA")) {
    if (/^\d{1,5}$/.test(value)) number = Number(value);
    else if (number !== null && /^[A-Za-z]{1,2}\d{1,2}$/.test(value)) {
      const well = wellNamed(value);
      if (well !== null) wells.set(number, well);
    }
  }
  return wells;
}

/** Empty unless there is one place for each site, and they agree with the numbers of sites. */
function placesIn(
  elements: readonly XmlElement[],
  { rows, columns }: NonNullable<ExperimentDescriptor["grid"]>,
): ExperimentDescriptor["places"] {
  const numbers = valuesBelow(elements, "subposition list").map(numberOf);
  if (numbers.length !== 2 * rows * columns) return [];
  const places = Array.from({ length: rows * columns }, (_, i) => ({
    x: numbers[2 * i] ?? Number.NaN,
    y: numbers[2 * i + 1] ?? Number.NaN,
    row: Math.floor(i / columns),
    column: i % columns,
  }));
  if (places.some(({ x, y }) => !Number.isFinite(x + y))) return [];
  const orientation = orientationOf(places);
  // In a single row or column, the other axis is of no consequence where all sites share it.
  const known = orientation && {
    x: orientation.x || (isSame(places.map(({ x }) => x)) ? (1 as const) : (0 as const)),
    y: orientation.y || (isSame(places.map(({ y }) => y)) ? (1 as const) : (0 as const)),
  };
  const found = places.map((place) => oriented(place, known));
  return found.flatMap((place) => (place === null ? [] : [place]));
}

function isSame(values: readonly number[]): boolean {
  return new Set(values).size === 1;
}

/** All values below the first element of that name. */
function valuesBelow(elements: readonly XmlElement[], name: string): readonly string[] {
  const list = elements.find((element) => textAt(element, "Name") === name);
  if (list === undefined) return [];
  return [...elementsIn(list)].filter((element) => element.name === "Val").map(({ text }) => text.trim());
}

function timepointsIn(values: Values): number | null {
  const repeats = numberOf(values.get("timeloop count"));
  return countIn(values, "timeloop real") ?? (repeats === null ? null : countOf(repeats + 1));
}

function countIn(values: Values, name: string): number | null {
  return countOf(numberOf(values.get(name)));
}

function countOf(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && value >= 1 && value <= MOST ? value : null;
}

function positiveIn(values: Values, name: string): number | null {
  return positiveOf(values.get(name));
}

function seconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : milliseconds / 1000;
}
