import type { Diagnostic, SourceFile } from "@ohcs/context";
import { readCoordinates } from "../grammar/read-coordinates.ts";
import { listingNotices } from "../manifest/compare-listing.ts";
import { baseName, isImagePath, type PlaneFile } from "../manifest/plate-reading.ts";
import { noticesAbout } from "../notices.ts";
import { type Members, membersOf } from "../text/read-json.ts";

/** `B02_s001_w1_z001_t001.tif`; what a projection or a mosaic has one of is left out. */
export const NAME =
  /^(?<row>[A-Z]|A[A-F])(?<col>\d{2})(?:_s(?<site>\d{1,9}))?(?:_w(?<ch>[A-Za-z\d-]{1,120}))?(?:_z(?<z>\d{1,9}))?(?:_t(?<t>\d{1,9}))?\.(?:tiff?|png)$/;

/** Where the document lies, and all files of the plate. */
interface Place {
  readonly path: string;
  readonly files: readonly SourceFile[];
}

interface WorkspaceReading {
  readonly planes: readonly PlaneFile[];
  readonly notices: readonly Diagnostic[];
}

/**
 * The planes of a virtual workspace, as OpenHCS 0.8 makes one of a plate of a microscope: `workspace_mapping` has an
 * object for each virtual name, with the file that holds the pixels. Its path counts from the folder of the document;
 * only files that are listed are ever found, whatever it says. Null for a folder whose images lie in it.
 */
export function readWorkspace(facts: Members, { path, files }: Place): WorkspaceReading | null {
  const mapping = Object.entries(membersOf(facts.workspace_mapping));
  if (mapping.length === 0) return null;
  const home = path.slice(0, path.lastIndexOf("/") + 1);
  const byPath = new Map(files.map((file) => [file.path, file]));
  const stated = statedPlaces(facts);
  const planes: PlaneFile[] = [];
  const [missing, placeless]: [string[], string[]] = [[], []];
  for (const [name, address] of mapping) {
    const place = stated.get(name);
    if (place === ARTIFACT) continue;
    const found = sourceOf(membersOf(address), home, byPath);
    const coordinates = readCoordinates(place ?? NAME.exec(lowerExtension(baseName(name)))?.groups ?? {});
    if (coordinates === null) placeless.push(name);
    else if (found === null) missing.push(name);
    else planes.push({ ...found.file, ...coordinates, page: found.page });
  }
  const used = new Set(planes.map((plane) => plane.path));
  const unlisted = files.filter((file) => isImagePath(file.path) && !used.has(file.path)).map((file) => file.path);
  return {
    planes,
    notices: [
      ...listingNotices(path, missing, unlisted),
      ...noticesAbout(
        "METADATA_UNREADABLE",
        placeless,
        (n) => `'${path}' maps ${n("image")} without a well or numbers`,
      ),
    ],
  };
}

/** Projections of other things than planes, such as the illumination of a plate. */
const ARTIFACT = Symbol("artifact");

/** What is stated of the place of each virtual name: by its projection, else by its source. */
function statedPlaces({ source_metadata, source_projection }: Members) {
  const places = new Map<string, ReturnType<typeof placeOf> | typeof ARTIFACT>();
  for (const [name, source] of Object.entries(membersOf(source_metadata))) places.set(name, placeOf(membersOf(source)));
  for (const record of Array.isArray(source_projection) ? source_projection.map(membersOf) : []) {
    const { virtual_path: name, projection_role: role, address } = record;
    if (typeof name !== "string") continue;
    places.set(name, role === "primary_plane" ? placeOf(membersOf(address)) : ARTIFACT);
  }
  return places;
}

function placeOf({ well, site, channel, z_index, timepoint }: Members) {
  if (well === undefined) return undefined;
  return {
    well: textOf(well) ?? "",
    site: textOf(site),
    channel: textOf(channel),
    zIndex: textOf(z_index),
    timepoint: textOf(timepoint),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** The file of an address of the backend `disk`, and the page that the only leading index selects. */
function sourceOf(
  { backend, backend_address: address, source_axis_indices: indices }: Members,
  home: string,
  files: ReadonlyMap<string, SourceFile>,
): { readonly file: SourceFile; readonly page: number } | null {
  if (backend !== "disk" || typeof address !== "string" || !Array.isArray(indices) || indices.length > 1) return null;
  const [page = 0]: readonly unknown[] = indices;
  const file = files.get(home + address.replaceAll("\\", "/").replace(/^(?:\.\/)+/, ""));
  return file === undefined || !Number.isSafeInteger(page) || Number(page) < 0 ? null : { file, page: Number(page) };
}

function lowerExtension(name: string): string {
  return name.replace(/\.[A-Za-z]{1,4}$/, (extension) => extension.toLowerCase());
}
