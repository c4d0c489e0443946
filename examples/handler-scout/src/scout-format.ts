import type { DefinedHandler, StagePosition } from "@ohcs/context";
import {
  formatHandler,
  isImagePath,
  type MicroscopeFormat,
  notice,
  type PlateDescription,
  parsePattern,
  readByPattern,
} from "@ohcs/microscopes";

/** `B-07/field03_DAPI_0002.tif`: a folder for each well; the last number is the time. */
const NAME = parsePattern(
  String.raw`(?:^|/)(?<row>[A-P])-(?<col>\d{2})/field(?<site>\d{2})_(?<ch>[A-Za-z0-9]+)_(?<t>\d{4})\.tif$`,
);
const SCAN = /(?:^|\/)scan\.json$/;

/** The content of `scan.json`: lengths in mm, y up, as measured by the Scout. */
interface Scan {
  readonly pixelSizeMm?: number;
  readonly fields?: readonly { readonly field: number; readonly xMm: number; readonly yMm: number }[];
  readonly channels?: readonly { readonly key: string; readonly dye: string }[];
}

/** Plates of the Scout: names state the planes, `scan.json` the pixel size, the positions of fields, and the dyes. */
export const scoutFormat: MicroscopeFormat = {
  name: "scout",
  version: "1.0.0",
  summary: "Scout: a folder for each well, and scan.json",
  recognizes: (paths) => {
    const images = paths.filter(isImagePath);
    return images.filter((path) => NAME.expression.test(path)).length / Math.max(1, images.length);
  },
  companions: (paths) => paths.filter((path) => SCAN.test(path)).slice(0, 1),
  maxCompanionBytes: 2 ** 20,
  read: (files, companions) => {
    const { planes, notices } = readByPattern(NAME, files);
    const [path = "", bytes] = [...companions][0] ?? [];
    const scan = bytes === undefined ? {} : scanOf(bytes);
    if (scan === null) {
      const unreadable = notice("METADATA_UNREADABLE", `'${path}' is not a valid HTD file`, [path]);
      return { planes, notices: [...notices, unreadable] };
    }
    const positions = positionsOf(scan);
    return {
      planes: planes.map((plane) => ({ ...plane, position: positions.get(plane.site) ?? null })),
      notices,
      description: descriptionOf(scan),
    };
  },
};

/** The handler of Scout plates. */
export const scout: DefinedHandler = formatHandler(scoutFormat);

/** Null if it is not a JSON object. */
function scanOf(bytes: Uint8Array): Scan | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}

/** By field, in µm, y down. */
function positionsOf({ fields = [] }: Scan): ReadonlyMap<number, StagePosition> {
  return new Map(fields.map(({ field, xMm, yMm }) => [field, { xUm: 1000 * xMm, yUm: -1000 * yMm }]));
}

function descriptionOf({ pixelSizeMm, channels = [] }: Scan): PlateDescription {
  return {
    pixelSizeUm: pixelSizeMm === undefined ? null : 1000 * pixelSizeMm,
    channels: new Map(channels.map(({ key, dye }) => [key, { name: dye }])),
  };
}
