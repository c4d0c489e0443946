import type { DiagnosticPlace, PlaneCoordinates, PlateManifest, ResolvedConfig, SourceImage } from "@ohcs/context";
import type { ResolvedStep } from "../draft/resolved-step.ts";
import type { PlateSelection } from "../draft/selection.ts";
import { filterWells } from "../filters/filter-wells.ts";
import { Findings, nearestHint } from "../findings/findings.ts";
import { checkDuplicates } from "../selection/check-duplicates.ts";
import { checkHeaders } from "../selection/check-headers.ts";
import { groupWells } from "../selection/group-wells.ts";

interface SelectInput {
  readonly manifest: PlateManifest;
  readonly config: ResolvedConfig;
  readonly steps: readonly ResolvedStep[];
  /** A filter of the wells that reductions take into account; null if they are the selected wells. */
  readonly population: readonly string[] | null;
}

/** Pass 3: which wells run which steps, on which images. Wells of equal structure are found here, once. */
export function selectImages({ manifest, config, steps, population: all }: SelectInput): PlateSelection {
  const findings = new Findings();
  const where = { config: "wellFilter" };
  const { absentWells = [] } = manifest;
  const onPlate = [...manifest.wells, ...absentWells];
  const wells = wellsKept(manifest.wells, config.wellFilter, where, findings, onPlate);
  const chosen = new Set([...wells, ...(all === null ? [] : filterWells(manifest.wells, all).kept)]);
  const population = manifest.wells.filter((well) => chosen.has(well));
  const images = manifest.images.filter(({ well }) => chosen.has(well));
  checkDuplicates(images, findings);
  const byWell = imagesByWell(images);
  const stepWells = steps.map(({ place, spec: { wellFilter } }) => {
    const where = { step: place, parameter: "wellFilter" };
    return wellFilter === undefined ? chosen : new Set(wellsKept(population, wellFilter, where, findings, onPlate));
  });
  const selected = population.map((well) => ({ well, images: byWell.get(well) ?? [] }));
  const structures = groupWells(selected, expectedPlanes(images), (well) => stepWells.map((kept) => kept.has(well)));
  const absent = filterWells(absentWells, config.wellFilter).kept;
  return { wells, population, absent, structures, tile: checkHeaders(images, findings), findings: findings.all };
}

/** Wells that pass the filter; only wells that are not on the plate at all count as unknown. */
function wellsKept(
  wells: readonly string[],
  filter: readonly string[],
  where: DiagnosticPlace,
  findings: Findings,
  onPlate: readonly string[] = wells,
): readonly string[] {
  const { kept } = filterWells(wells, filter);
  const { unknown } = filterWells(onPlate, filter);
  for (const part of unknown) {
    findings.error({
      code: "WELL_UNKNOWN",
      message: `Cannot select wells '${part}': no such well has images`,
      where,
      expected: "wells that hold images",
      got: `'${part}'`,
      hint: nearestHint(part.replace(/^!/, ""), onPlate),
    });
  }
  if (kept.length > 0) return kept;
  if (unknown.length === 0) reportEmpty(filter, where, findings);
  // A filter with only unknown wells is not applied, so that there are no follow-up problems.
  return unknown.length === 0 ? kept : wells;
}

function reportEmpty(filter: readonly string[], where: DiagnosticPlace, findings: Findings): void {
  const got = filter.length === 0 ? "a plate without images" : `'${filter.join("', '")}'`;
  const why = filter.length === 0 ? "the plate has no images" : `${got} leaves none`;
  findings.error({
    code: "SELECTION_EMPTY",
    message: `Cannot select wells: ${why}`,
    where,
    expected: "a filter that leaves some wells",
    got,
  });
}

function imagesByWell(images: readonly SourceImage[]): ReadonlyMap<string, readonly SourceImage[]> {
  const byWell = new Map<string, SourceImage[]>();
  for (const image of images) {
    const own = byWell.get(image.well);
    if (own === undefined) byWell.set(image.well, [image]);
    else own.push(image);
  }
  return byWell;
}

/** Every plane that the images imply: for each channel all combinations of its own sites, z and timepoints. */
function expectedPlanes(images: Iterable<SourceImage>): readonly PlaneCoordinates[] {
  const channels = new Map<string, { sites: Set<number>; zIndexes: Set<number>; timepoints: Set<number> }>();
  for (const { channel, site, zIndex, timepoint } of images) {
    const seen = channels.get(channel) ?? { sites: new Set(), zIndexes: new Set(), timepoints: new Set() };
    channels.set(channel, seen);
    seen.sites.add(site);
    seen.zIndexes.add(zIndex);
    seen.timepoints.add(timepoint);
  }
  return [...channels].flatMap(([channel, { sites, zIndexes, timepoints }]) =>
    [...sites].flatMap((site) =>
      [...zIndexes].flatMap((zIndex) => [...timepoints].map((timepoint) => ({ site, channel, zIndex, timepoint }))),
    ),
  );
}
