import type { StagePosition } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { companionsNamed, fractionNamed, readByName } from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import type { PlateDescription } from "../manifest/plate-reading.ts";
import { noticesAbout } from "../notices.ts";
import { type Members, membersOf, readJson } from "../text/read-json.ts";
import { NAME, readWorkspace } from "./read-workspace.ts";

const METADATA = /^openhcs_metadata\.json$/;

/**
 * Plates that OHCS or OpenHCS wrote: images and mosaics of one step, with `openhcs_metadata.json`. Plates of microscopes in
 * which OpenHCS left that document are recognized by their own formats, which state more; named, this one reads them by it.
 */
export const openHcsFormat: MicroscopeFormat = {
  name: "openHcs",
  version: "1.2.0",
  summary: "Plates that OHCS and OpenHCS 0.8 wrote, as TIFF or PNG",
  recognizes: (paths) => (paths.some((path) => METADATA.test(path)) ? fractionNamed(paths, NAME) : 0),
  companions: (paths) => companionsNamed(paths, METADATA, NAME).filter((path) => METADATA.test(path)),
  read: (files, companions) => {
    const [[path, bytes] = [null, new Uint8Array()]] = companions;
    const main = path === null ? null : mainFolder(bytes);
    const description = main === null ? null : { ...main.description, path };
    const workspace = main === null || path === null ? null : readWorkspace(main.facts, { path, files });
    if (workspace !== null) return { ...workspace, description };
    const inMain = main === null ? files : files.filter((file) => isIn(file.path, main.folder));
    const { planes, unmatched } = readByName(inMain, NAME, {
      factsOf: (_, { well, site }) => ({ position: positionAt(main?.facts, well, site) }),
    });
    const damaged = path !== null && main === null ? [path] : [];
    return {
      planes,
      description,
      notices: [
        ...noticesAbout("METADATA_UNREADABLE", damaged, () => `'${path}' names no main folder of images`),
        ...unmatchedNotices(unmatched),
      ],
    };
  },
};

/** `.` is the folder of the document itself. */
function isIn(path: string, folder: string): boolean {
  return folder === "." ? !path.includes("/") : path.startsWith(`${folder}/`);
}

interface MainFolder {
  readonly folder: string;
  readonly facts: Members;
  readonly description: PlateDescription;
}

/** The folder of the images that the plate ends in, and what is said of them; null where none is named. */
function mainFolder(bytes: Uint8Array): MainFolder | null {
  const document = readJson(bytes) ?? {};
  const folders = Object.entries(membersOf(document.subdirectories));
  const [folder, value] =
    folders.find(([, one]) => membersOf(one).main === true) ?? (folders.length === 1 ? folders[0] : undefined) ?? [];
  if (folder === undefined || folder === "") return null;
  const facts = membersOf(value);
  const { pixel_size, grid_dimensions, channels } = facts;
  const { z_step_um, interval_s, plate_format } = membersOf(facts.ohcs);
  const names = Object.entries(membersOf(channels)).filter(([, name]) => typeof name === "string" && name !== "");
  const isMeasured = pixel_size !== 1 || document.ohcs !== undefined || statesMicrometers(facts);
  return {
    folder,
    facts,
    description: {
      pixelSizeUm: isLength(pixel_size) && isMeasured ? pixel_size : null,
      grid: gridIn(grid_dimensions),
      plateFormat: gridIn(plate_format),
      ...(isLength(z_step_um) && { zStepUm: z_step_um }),
      ...(isLength(interval_s) && { intervalS: interval_s }),
      channels: new Map(names.map(([id, name]) => [id, { name: String(name) }])),
    },
  };
}

/** Rows and columns; null where they are not two whole numbers. */
function gridIn(value: unknown): { readonly rows: number; readonly columns: number } | null {
  const [rows, columns]: readonly unknown[] = Array.isArray(value) ? value : [];
  const isGrid = isLength(rows) && isLength(columns) && Number.isInteger(rows) && Number.isInteger(columns);
  return isGrid ? { rows, columns } : null;
}

/** Where the stage stood, as OHCS wrote it: OpenHCS has no field for it. */
function positionAt(facts: Members | undefined, well: string, site: number): StagePosition | null {
  const place = membersOf(membersOf(membersOf(facts?.ohcs).positions_um)[well])[site];
  const [xUm, yUm]: readonly unknown[] = Array.isArray(place) ? place : [];
  return isNumber(xUm) && isNumber(yUm) ? { xUm, yUm } : null;
}

/** OpenHCS writes a pixel size of 1 where it knows none; where it knows one, it states the spacing of sources, too. */
function statesMicrometers({ source_metadata }: Members): boolean {
  const sources = Object.values(membersOf(source_metadata)).map(membersOf);
  return sources.some(({ OpenHCSSourceVoxelSpacingUnit: unit }) => unit === "micrometers");
}

function isLength(value: unknown): value is number {
  return isNumber(value) && value > 0;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
