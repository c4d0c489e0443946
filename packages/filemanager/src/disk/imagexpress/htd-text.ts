import { parseWellId, plateShape } from "@ohcs/context";
import { type ImageXpressPlate, waveNameOf, waveOf } from "./imagexpress-plate.ts";

type Value = string | number | boolean;

/** Where the format of a plate is not stated it is assumed to be this one, unless wells lie beyond it. */
const COMMON = { rows: 8, columns: 12 };

/**
 * The HTD file of a plate: one quoted key and its values per line, CR LF, Latin-1, as MetaXpress writes it. A grid that
 * is not known is not stated.
 */
export function htdBytes(plate: ImageXpressPlate): Uint8Array {
  const { name, zSteps, timepoints } = plate;
  const lines = [
    `"HTSInfoFile", Version 1.0`,
    line("Description", name),
    line("PlateType", 2),
    line("TimePoints", timepoints),
    line("ZSeries", zSteps > 1),
    line("ZSteps", zSteps),
    line("ZProjection", false),
    ...wellLines(plate),
    ...siteLines(plate),
    ...waveLines(plate),
    line("UniquePlateIdentifier", name),
    `"EndFile"`,
  ];
  return Buffer.from(lines.map((one) => `${one}\r\n`).join(""), "latin1");
}

function wellLines({ wells, plateFormat }: ImageXpressPlate): readonly string[] {
  const { rows, columns } = plateShape(wells, plateFormat ?? COMMON);
  const imaged = new Set(wells.map(parseWellId).map(({ row, column }) => row * columns + column));
  const selections = Array.from({ length: rows }, (_, row) => {
    const own = Array.from({ length: columns }, (__, column) => imaged.has(row * columns + column));
    return line(`WellsSelection${row + 1}`, ...own);
  });
  return [line("XWells", columns), line("YWells", rows), ...selections];
}

function siteLines({ grid }: ImageXpressPlate): readonly string[] {
  if (grid === null) return [line("Sites", true)];
  const whole = Array.from({ length: grid.columns }, () => true);
  return [
    line("Sites", true),
    line("XSites", grid.columns),
    line("YSites", grid.rows),
    ...Array.from({ length: grid.rows }, (_, row) => line(`SiteSelection${row + 1}`, ...whole)),
  ];
}

function waveLines(plate: ImageXpressPlate): readonly string[] {
  const names = new Map(plate.channels.map((channel) => [waveOf(plate, channel.id), waveNameOf(plate, channel)]));
  const waves = Array.from({ length: Math.max(0, ...names.keys()) }, (_, i) => i + 1);
  return [
    line("Waves", true),
    line("NWavelengths", waves.length),
    ...waves.map((wave) => line(`WaveName${wave}`, names.get(wave) ?? "")),
    ...waves.map((wave) => line(`WaveCollect${wave}`, names.has(wave) ? 1 : 0)),
  ];
}

function line(key: string, ...values: readonly Value[]): string {
  return [`"${key}"`, ...values.map(printed)].join(", ");
}

function printed(value: Value): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return typeof value === "number" ? String(value) : `"${value.replaceAll(/["\r\n]/g, "'")}"`;
}
