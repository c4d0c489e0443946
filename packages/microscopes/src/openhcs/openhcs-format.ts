import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { companionsNamed, fractionNamed, readByName } from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import type { PlateDescription } from "../manifest/plate-reading.ts";
import { notice } from "../notices.ts";
import { decodeText } from "../text/decode-text.ts";

/** `B02_s001_w1_z001_t001.tif`; what a projection or a mosaic has one of is left out. */
const NAME =
  /^(?<row>[A-Z]|A[A-F])(?<col>\d{2})(?:_s(?<site>\d{1,9}))?(?:_w(?<ch>[A-Za-z\d-]{1,120}))?(?:_z(?<z>\d{1,9}))?(?:_t(?<t>\d{1,9}))?\.(?:tiff?|png)$/;
const METADATA = /^openhcs_metadata\.json$/;

/** Plates that OHCS or OpenHCS wrote: images and mosaics of one step, with `openhcs_metadata.json`. */
export const openHcsFormat: MicroscopeFormat = {
  name: "openHcs",
  version: "1.0.0",
  summary: "Plates that OHCS and OpenHCS 0.8 wrote, as TIFF or PNG",
  recognizes: (paths) => (paths.some((path) => METADATA.test(path)) ? fractionNamed(paths, NAME) : 0),
  companions: (paths) => companionsNamed(paths, METADATA, NAME).filter((path) => METADATA.test(path)),
  read: (files, companions) => {
    const [[path, bytes] = [null, new Uint8Array()]] = companions;
    const main = path === null ? null : mainFolder(bytes);
    const inMain = main === null ? files : files.filter((file) => file.path.startsWith(`${main.folder}/`));
    const { named, unmatched } = readByName(inMain, NAME);
    const damaged = path !== null && main === null;
    return {
      planes: named.map(({ plane }) => plane),
      description: main === null ? null : { ...main.description, pixelSizePath: path },
      notices: [
        ...(damaged ? [notice("METADATA_UNREADABLE", `'${path}' names no main folder of images`, [path])] : []),
        ...unmatchedNotices(unmatched),
      ],
    };
  },
};

/** The folder of the images that the plate ends in, and what is said of them; null where none is named. */
function mainFolder(bytes: Uint8Array): { readonly folder: string; readonly description: PlateDescription } | null {
  const folders = Object.entries(membersOf(membersOf(parsed(bytes)).subdirectories));
  const [folder, facts] =
    folders.find(([, one]) => membersOf(one).main === true) ?? (folders.length === 1 ? folders[0] : undefined) ?? [];
  if (folder === undefined || folder === "." || folder === "") return null;
  const { pixel_size, grid_dimensions, channels } = membersOf(facts);
  const [rows, columns] = Array.isArray(grid_dimensions) ? grid_dimensions : [];
  const isGrid = isLength(rows) && isLength(columns) && Number.isInteger(rows) && Number.isInteger(columns);
  const names = Object.entries(membersOf(channels)).filter(([, name]) => typeof name === "string" && name !== "");
  return {
    folder,
    description: {
      pixelSizeUm: isLength(pixel_size) ? pixel_size : null,
      grid: isGrid ? { rows, columns } : null,
      channels: new Map(names.map(([id, name]) => [id, { name: String(name) }])),
    },
  };
}

function isLength(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeText(bytes));
  } catch {
    return null;
  }
}
