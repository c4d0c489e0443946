import { countOf, type SourceFile } from "@ohcs/context";
import { fail } from "../errors.ts";
import { describePlane } from "../format/describe-plane.ts";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { wellNamed } from "../grammar/well-at.ts";
import { listingNotices } from "../manifest/compare-listing.ts";
import { baseName, folderOf, isImagePath, type PlaneFile, type PlateReading } from "../manifest/plate-reading.ts";
import { noticesAbout } from "../notices.ts";
import { numberOf } from "../text/read-xml.ts";
import { findFile } from "./find-file.ts";
import { readTable, type TableRow } from "./read-table.ts";

/** Which table of a folder, and which of its plates. */
export interface LoadDataOptions {
  /** The table's path in the folder. @default the one called `load_data`, else the only outermost CSV file */
  readonly csv?: string;
  /** The plate, by `Metadata_Plate`, of a table of several. */
  readonly plate?: string;
}

const COLUMN = /^(?:FileName|URL)_(?<channel>.{1,100})$/;
const CSV = /\.csv$/i;
const USUAL = /^load_?data[^/]*\.csv$/i;
const MOST_BYTES = 2 ** 28;
/** Fields by the names of columns that write them: CellProfiler's, and those of `pe2loaddata` for Opera Phenix. */
const FIELDS = {
  site: ["Site", "FieldID", "Field"],
  zIndex: ["PlaneID", "Z", "ZIndex"],
  timepoint: ["Timepoint", "TimepointID", "T"],
} as const;

/** Plates as the `LoadData` tables of CellProfiler list them, those of BBBC and JUMP. It is never recognized, only named. */
export function loadDataFormat({ csv, plate }: LoadDataOptions = {}): MicroscopeFormat {
  return {
    name: "loadData",
    version: "1.1.0",
    summary: "A LoadData table of CellProfiler (BBBC, JUMP): FileName_, PathName_ and Metadata_ columns",
    recognizes: () => 0,
    companions: (paths) => [csv === undefined ? usualTable(paths) : namedTable(paths, csv)],
    maxCompanionBytes: MOST_BYTES,
    describePlane,
    read: (files, companions) => {
      const [[path, bytes] = ["", new Uint8Array()]] = companions;
      const table = readTable(bytes);
      const channels = table?.columns.flatMap((column) => COLUMN.exec(column)?.groups?.channel ?? []) ?? [];
      if (table === null || channels.length === 0)
        throw noTable(
          path,
          table === null ? "a damaged one" : `the columns '${table.columns.slice(0, 5).join("', '")}'`,
        );
      return readRows(onePlate(table.rows, plate, path), [...new Set(channels)], { path, files });
    },
  };
}

interface Place {
  /** The path of the table. */
  readonly path: string;
  readonly files: readonly SourceFile[];
}

function readRows(rows: readonly TableRow[], channels: readonly string[], { path, files }: Place): PlateReading {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const home = folderOf(path);
  const [planes, used]: [PlaneFile[], Set<string>] = [[], new Set()];
  const [missing, placeless, others]: [string[], string[], Set<string>] = [[], [], new Set()];
  for (const [i, row] of rows.entries()) {
    const place = placeOf(row);
    if (place === null) {
      placeless.push(`row ${i + 2}`);
      continue;
    }
    for (const channel of channels) {
      const stated = statedPath(row, channel);
      if (stated === null) continue;
      if (!isImagePath(stated)) {
        others.add(stated);
        continue;
      }
      const file = findFile(byPath, stated, home);
      if (file === null) missing.push(stated);
      else
        planes.push({ ...file, ...place, channel, channelName: channel, page: wholeOf(row[`Frame_${channel}`]) ?? 0 });
      if (file !== null) used.add(file.path);
    }
  }
  const unlisted = files.flatMap((file) => (isImagePath(file.path) && !used.has(file.path) ? [file.path] : []));
  return {
    planes,
    description: { path },
    notices: [
      ...listingNotices(path, missing, unlisted),
      ...noticesAbout(
        "CORRECTIONS_SET_ASIDE",
        [...others],
        (n) => `Set aside ${n("file")} of '${path}' that is no image`,
      ),
      ...noticesAbout(
        "METADATA_CONTRADICTS",
        placeless,
        (n) => `'${path}' has ${n("row")} with a well or number missing`,
      ),
    ],
  };
}

/** Well, site, z and time, and lengths in µm (`pe2loaddata` writes them in m); null where a cell says nothing sound. */
function placeOf(row: TableRow) {
  const text = (name: string) => row[`Metadata_${name}`] || undefined;
  const well = wellOf(text("Well"), text("Row"), text("Col") ?? text("Column"));
  const [site, zIndex, timepoint] = [FIELDS.site, FIELDS.zIndex, FIELDS.timepoint].map((names) => {
    const cell = names.map(text).find((one) => one !== undefined);
    return cell === undefined ? 1 : wholeOf(cell);
  });
  if (well === null || site == null || zIndex == null || timepoint == null) return null;
  const um = (name: string) => {
    const metres = numberOf(text(name));
    return metres === null || text("ImageResolutionX") === undefined ? null : metres * 1e6;
  };
  const [xUm, yUm, zUm, pixelSizeUm] = [um("PositionX"), um("PositionY"), um("AbsPositionZ"), um("ImageResolutionX")];
  return {
    well,
    site,
    zIndex,
    timepoint,
    zUm,
    pixelSizeUm,
    position: xUm === null || yUm === null ? null : { xUm, yUm: -yUm },
  };
}

/** Rows that are numbers count from 1, as those of Opera Phenix. */
function wellOf(well: string | undefined, row = "", column = ""): string | null {
  return wellNamed(well ?? (/^\d+$/.test(row) ? `R${row}C${column}` : `${row}${column}`));
}

function statedPath(row: TableRow, channel: string): string | null {
  const name = row[`FileName_${channel}`];
  const url = row[`URL_${channel}`];
  if (name) return `${row[`PathName_${channel}`] ?? ""}/${name}`;
  return url ? decoded(url) : null;
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}

function wholeOf(text: string | undefined): number | null {
  return /^\d{1,9}(?:\.0+)?$/.test(text ?? "") ? Number(text) : null;
}

function onePlate(rows: readonly TableRow[], plate: string | undefined, path: string): readonly TableRow[] {
  const plates = [...new Set(rows.map(({ Metadata_Plate = "" }) => Metadata_Plate))];
  if (plate !== undefined && plates.includes(plate)) return rows.filter((row) => row.Metadata_Plate === plate);
  if (plate === undefined && plates.length <= 1) return rows;
  const message = `Cannot open plate: '${path}' lists ${countOf(plates.length, "plate")}, '${plates.slice(0, 3).join("', '")}', ${plate === undefined ? "and none was chosen" : `not '${plate}'`}`;
  throw fail("PLATES_MIXED", message, {
    details: { plates: plates.slice(0, 20) },
    remedy: "Name one: handler { use: loadData, with: { plate: NAME } }.",
  });
}

function usualTable(paths: readonly string[]): string {
  const tables = paths.filter((path) => CSV.test(path));
  const usual = tables.filter((path) => USUAL.test(baseName(path))).toSorted((a, b) => a.length - b.length);
  const outermost = tables.filter(
    (path) => path.split("/").length === Math.min(...tables.map((one) => one.split("/").length)),
  );
  const only = usual[0] ?? (outermost.length === 1 ? outermost[0] : undefined);
  if (only !== undefined) return only;
  throw noTable("", tables.length === 0 ? "no CSV file" : `${tables.length} CSV files, such as '${tables[0]}'`);
}

function namedTable(paths: readonly string[], csv: string): string {
  if (paths.includes(csv)) return csv;
  throw noTable(csv, "no such file");
}

function noTable(path: string, got: string): Error {
  const named = path === "" ? "" : ` '${path}'`;
  const message = `Cannot open plate: expected a LoadData table${named} with columns FileName_…, got ${got}`;
  return fail("HANDLER_MATCHES_NOTHING", message, {
    details: { csv: path },
    remedy: "Name the table: handler { use: loadData, with: { csv: FILE } }.",
  });
}
