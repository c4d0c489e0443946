import { countOf, diagnosticsCount, type PlateManifest } from "@ohcs/context";
import type { Style } from "../terminal/terminal.ts";
import { diagnosticsView } from "../views/diagnostics-view.ts";
import { formatBytes } from "../views/formats.ts";
import { plateGrid } from "../views/plate-grid.ts";
import { bytesOf, rangesOf, rangeText } from "./ranges-of.ts";
import { acquisitionFacts, channelText, handlerFact, pixelSizeFacts, sourceFacts } from "./source-facts.ts";

/** A plate for people: its map, why it is read as it is, the ranges of its coordinates, calibration and notices. */
export function plateView(manifest: PlateManifest, configuredUm: number | null, style: Style): string {
  const { colors } = style;
  const facts = factsOf(manifest, configuredUm).map(([name, fact]) => `  ${colors.dim(name.padEnd(12))}${fact}\n`);
  const notices =
    manifest.notices.length === 0 ? colors.green("complete: no gaps, no clashes") : diagnosticsCount(manifest.notices);
  const title = `${colors.bold(manifest.plateId)}  ${colors.dim(`${manifest.handler} · ${manifest.root}`)}`;
  return `${title}\n\n${wellMap(manifest, style)}\n${facts.join("")}\n${notices}\n${diagnosticsView(manifest.notices, style)}`;
}

/** Wells with as many planes as the fullest one are full circles, the others half ones. */
function wellMap({ wells, images, plateFormat }: PlateManifest, style: Style): string {
  const planes = new Map<string, number>();
  for (const { well } of images) planes.set(well, (planes.get(well) ?? 0) + 1);
  const most = Math.max(...planes.values());
  const { green, yellow } = style.colors;
  return plateGrid(wells, (well) => (planes.get(well) === most ? green("●") : yellow("◐")), style, plateFormat);
}

function factsOf(manifest: PlateManifest, configuredUm: number | null): readonly (readonly [string, string])[] {
  const { images, wells, channels, grid, calibration } = manifest;
  const ranges = rangesOf(images);
  return [
    handlerFact(manifest),
    ["wells", String(wells.length)],
    ["sites", `${rangeText(ranges.sites)}${grid === null ? "" : ` (${grid.rows} × ${grid.columns})`}`],
    ["channels", channels.map(channelText).join(", ")],
    ["z", rangeText(ranges.zIndexes) + stepText(calibration.zStepUm, "µm")],
    ["timepoints", rangeText(ranges.timepoints) + stepText(calibration.intervalS, "s")],
    ["planes", `${countOf(images.length, "plane")}, ${formatBytes(bytesOf(images))}${sizeText(manifest)}`],
    ...pixelSizeFacts(manifest, configuredUm),
    ...sourceFacts(manifest),
    ...acquisitionFacts(manifest),
  ];
}

function stepText(step: number | null | undefined, unit: string): string {
  return step == null ? "" : ` (${step} ${unit} apart)`;
}

function sizeText({ images }: PlateManifest): string {
  const sizes = images.flatMap(({ header }) =>
    header === null ? [] : [`${header.width} × ${header.height} ${header.dtype}`],
  );
  const distinct = [...new Set(sizes)];
  return distinct.length === 0 ? "" : `, ${distinct.join(" and ")}`;
}
