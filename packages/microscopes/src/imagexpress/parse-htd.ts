import { formatWellId } from "@ohcs/context";
import { decodeText } from "../text/decode-text.ts";

/** The content of an HTD file of MetaXpress; null where it states nothing. */
export interface HtdFile {
  readonly wells: readonly string[];
  /** Rows and columns of wells. */
  readonly plateFormat: { readonly rows: number; readonly columns: number } | null;
  readonly grid: { readonly rows: number; readonly columns: number } | null;
  /** How many sites of the grid were to be imaged; fewer than the grid has where some are masked out. */
  readonly selectedSites: number | null;
  readonly zSteps: number | null;
  readonly timepoints: number | null;
  /** Wavelengths by number from 1, `collected` if they were to be imaged. */
  readonly waves: readonly { readonly id: string; readonly name: string; readonly collected: boolean }[];
}

type Lines = ReadonlyMap<string, readonly string[]>;

const LARGEST_PLATE = { rows: 32, columns: 48 };
const MOST_WAVES = 100;

/** Reads an HTD file: one quoted key and its values per line. Null if it is not an HTD file. */
export function parseHtd(bytes: Uint8Array): HtdFile | null {
  const lines = linesOf(decodeText(bytes));
  if (!lines.has("HTSInfoFile")) return null;
  const grid = readGrid(lines);
  return {
    wells: selectedWells(lines),
    plateFormat: plateFormat(lines),
    grid,
    selectedSites: grid === null ? null : countSelected(lines, grid),
    zSteps: isTrue(lines, "ZSeries") ? whole(lines, "ZSteps") : 1,
    timepoints: whole(lines, "TimePoints"),
    waves: readWaves(lines),
  };
}

function linesOf(text: string): Lines {
  const lines = text.split(/\r\n|\r|\n/).map(valuesOf);
  return new Map(lines.map(([key = "", ...values]) => [key, values]));
}

function valuesOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|[^",\s][^,]*/g)].map(([whole, quoted]) => quoted ?? whole.trim());
}

function readGrid(lines: Lines): HtdFile["grid"] {
  if (lines.get("Sites")?.[0]?.toUpperCase() === "FALSE") return { rows: 1, columns: 1 };
  const [rows, columns] = [whole(lines, "YSites"), whole(lines, "XSites")];
  return rows === null || columns === null || rows * columns === 0 ? null : { rows, columns };
}

/** A grid without any `SiteSelection` line is whole. */
function countSelected(lines: Lines, { rows, columns }: NonNullable<HtdFile["grid"]>): number {
  const keys = [...lines.keys()].filter((key) => /^SiteSelection\d+$/.test(key));
  const selected = keys.flatMap((key) => (lines.get(key) ?? []).filter((value) => value.toUpperCase() === "TRUE"));
  return selected.length === 0 ? rows * columns : selected.length;
}

function plateFormat(lines: Lines): HtdFile["plateFormat"] {
  const rows = whole(lines, "YWells");
  const columns = whole(lines, "XWells");
  const isSize = (count: number | null, most: number): count is number => count !== null && count > 0 && count <= most;
  return isSize(rows, LARGEST_PLATE.rows) && isSize(columns, LARGEST_PLATE.columns) ? { rows, columns } : null;
}

function selectedWells(lines: Lines): readonly string[] {
  return Array.from({ length: LARGEST_PLATE.rows }, (_, row) => {
    const values = (lines.get(`WellsSelection${row + 1}`) ?? []).slice(0, LARGEST_PLATE.columns);
    return values.flatMap((value, column) => (value.toUpperCase() === "TRUE" ? [formatWellId(row, column)] : []));
  }).flat();
}

function readWaves(lines: Lines): HtdFile["waves"] {
  const announced = Math.min(whole(lines, "NWavelengths") ?? 0, MOST_WAVES);
  return Array.from({ length: announced }, (_, i) => ({
    id: String(i + 1),
    name: lines.get(`WaveName${i + 1}`)?.[0] ?? "",
    collected: lines.get(`WaveCollect${i + 1}`)?.[0] !== "0",
  }));
}

function isTrue(lines: Lines, key: string): boolean {
  return lines.get(key)?.[0]?.toUpperCase() === "TRUE";
}

function whole(lines: Lines, key: string): number | null {
  const text = lines.get(key)?.[0] ?? "";
  return /^\d{1,6}$/.test(text) ? Number(text) : null;
}
