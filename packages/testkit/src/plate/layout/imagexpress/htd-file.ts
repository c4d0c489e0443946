import type { PlateDesign } from "../../design/plate-design.ts";

type Value = string | number | boolean;

/** The plate's HTD file: one quoted key and its values per line, CR LF, Latin-1. */
export function htdFile(design: PlateDesign): Uint8Array {
  const lines = [...plateLines(design), ...wellLines(design), ...siteLines(design), ...waveLines(design)];
  const text = [`"HTSInfoFile", Version 1.0`, ...lines, `"EndFile"`].map((line) => `${line}\r\n`).join("");
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function plateLines(design: PlateDesign): readonly string[] {
  const { timepoints, zSteps, format, pixelSizeUm, overlap } = design;
  return [
    line("Description", `Synthetic plate, ${pixelSizeUm} \u00b5m per pixel, overlap ${Math.round(100 * overlap)} %`),
    line("PlateType", 2),
    line("TimePoints", timepoints),
    line("ZSeries", zSteps > 1),
    line("ZSteps", zSteps),
    line("ZProjection", false),
    line("XWells", format.columns),
    line("YWells", format.rows),
  ];
}

function wellLines({ format, wells }: PlateDesign): readonly string[] {
  const imaged = new Set(wells.map(({ row, column }) => row * format.columns + column));
  return Array.from({ length: format.rows }, (_, row) =>
    line(
      `WellsSelection${row + 1}`,
      ...Array.from({ length: format.columns }, (_, x) => imaged.has(row * format.columns + x)),
    ),
  );
}

function siteLines({ grid }: PlateDesign): readonly string[] {
  const selections = Array.from({ length: grid.rows }, (_, row) =>
    line(`SiteSelection${row + 1}`, ...Array.from({ length: grid.columns }, () => true)),
  );
  return [line("Sites", true), line("XSites", grid.columns), line("YSites", grid.rows), ...selections];
}

function waveLines({ channels, name }: PlateDesign): readonly string[] {
  return [
    line("Waves", true),
    line("NWavelengths", channels.length),
    ...channels.map((channel, i) => line(`WaveName${i + 1}`, channel)),
    ...channels.map((_, i) => line(`WaveCollect${i + 1}`, 1)),
    line("UniquePlateIdentifier", name),
  ];
}

function line(key: string, ...values: readonly Value[]): string {
  return [`"${key}"`, ...values.map(printed)].join(", ");
}

function printed(value: Value): string {
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return typeof value === "number" ? String(value) : `"${value}"`;
}
