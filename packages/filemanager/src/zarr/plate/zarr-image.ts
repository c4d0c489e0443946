import { type DisplayWindow, formatPlaneKey, type PlaneKey } from "@ohcs/context";
import { flatMultiscale } from "@ohcs/ngff";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { childOf, normalizeVirtualPath } from "../../paths/virtual-path.ts";
import { arrayGrid } from "../array/array-grid.ts";
import type { NgffVersion } from "../array/array-layout.ts";
import { readNode, type ZarrNode } from "../array/zarr-node.ts";
import type { Downsampling } from "../codecs/halve.ts";
import { type Metadata, objectOf, objectsIn, textOf } from "../metadata.ts";
import { checkLimit } from "../zarr-limits.ts";
import { calibrationOf, type ImageCalibration } from "./calibration-of.ts";
import { type PlaneGrid, statedGrid } from "./plane-grid.ts";

/** An image group: a pyramid of arrays with its axes, of a field or of its labels. */
export interface ZarrImage extends ImageCalibration {
  readonly path: string;
  readonly version: NgffVersion;
  readonly axes: readonly string[];
  /** Paths of the arrays, largest first. */
  readonly levels: readonly string[];
  readonly downsampling: Downsampling;
  /** The names of the channels, if the image states them. */
  readonly channelNames: readonly string[];
  /** Six hexadecimal digits, or null if the image states none. */
  readonly channelColors: readonly (string | null)[];
  /** The range that a viewer shows, or null if the image states none. */
  readonly channelWindows: readonly (DisplayWindow | null)[];
  readonly grid: PlaneGrid;
  /**
   * Written by this package, where a chunk without a file is a plane that was never stored; elsewhere such a chunk is
   * zeros.
   */
  readonly isOurs: boolean;
}

/** A plane of an image: its coordinates, and its indexes along the axes before y and x. */
export interface ImagePlane {
  readonly key: PlaneKey;
  readonly lead: readonly number[];
}

/** The metadata of OME-NGFF in the attributes of a group of either version. */
export function ngffMetadata({ version, attributes }: ZarrNode): Metadata {
  return version === "0.5" ? objectOf(attributes.ome) : attributes;
}

/** The version that a group states; that of its format if it states none that is known. */
export function ngffVersion(node: ZarrNode): NgffVersion {
  const { version } = ngffMetadata(node);
  return node.version === "0.5" && version === "0.6" ? version : node.version;
}

/**
 * Reads an image group, or returns null if there is none; `site` names its planes unless its own metadata state
 * another.
 * @throws `IMAGE_UNREADABLE` for a group that is not an image · `PATH_OUTSIDE_ROOT` for levels elsewhere ·
 * `ZARR_METADATA_INVALID` · `ZARR_TOO_LARGE`
 */
export async function openZarrImage(files: DiskFiles, path: string, site: number): Promise<ZarrImage | null> {
  const node = await readNode(files, path);
  if (node === null) return null;
  const metadata = ngffMetadata(node);
  const [stated] = objectsIn(metadata.multiscales);
  if (stated === undefined) throw unreadable(path, "an image with 'multiscales'");
  const version = ngffVersion(node);
  const multiscale = objectOf(flatMultiscale(stated, version).flat);
  const axes = objectsIn(multiscale.axes).map(({ name }) => textOf(name) ?? "");
  const levels = levelsOf(multiscale, path);
  const own = node.attributes.ohcs === undefined ? undefined : statedGrid(node.attributes.ohcs, path);
  return {
    path,
    version,
    axes,
    levels,
    downsampling: "image-label" in metadata ? "mode" : "mean",
    ...calibrationOf(multiscale),
    ...channelsOf(metadata),
    grid: own ?? (await countedGrid(files, axes, levels[0] ?? path, site)),
    isOurs: own !== undefined,
  };
}

function levelsOf({ datasets }: Metadata, path: string): readonly string[] {
  // Some writers name levels by numbers.
  const paths = objectsIn(datasets).map(({ path: level }) =>
    Number.isSafeInteger(level) ? String(level) : textOf(level),
  );
  checkLimit("levels", paths.length, path);
  return paths.map((level) => {
    if (level === null) throw unreadable(path, "levels with a path");
    return childOf(path, normalizeVirtualPath(level));
  });
}

/** Every plane of an image in the order of its axes t, c, z. */
export function* planesOf({ axes, grid }: Pick<ZarrImage, "axes" | "grid">): Generator<ImagePlane> {
  const { site, channels, zIndexes, timepoints } = grid;
  for (const [t, timepoint] of listed(timepoints))
    for (const [c, channel] of listed(channels))
      for (const [z, zIndex] of listed(zIndexes)) {
        const at: Readonly<Record<string, number>> = { t, c, z };
        const key = withoutNulls({ site, channel, zIndex, timepoint });
        yield { key, lead: axes.slice(0, -2).map((axis) => at[axis] ?? 0) };
      }
}

/** The name of a plane among those of its plate: `A01_s001_w1_z001_t001`. */
export function planeName(well: string, key: PlaneKey): string {
  const text = formatPlaneKey(key);
  return text === "" ? well : `${well}_${text}`;
}

function listed<Value>(values: readonly Value[] | null): readonly (readonly [number, Value | null])[] {
  return values === null ? [[0, null]] : values.map((value, i) => [i, value]);
}

function withoutNulls(key: Readonly<Record<string, unknown>>): PlaneKey {
  return Object.fromEntries(Object.entries(key).filter(([, value]) => value !== null));
}

/** Planes of other writers are counted from 1 along each axis, within the limits on the number of planes. */
async function countedGrid(files: DiskFiles, axes: readonly string[], array: string, site: number): Promise<PlaneGrid> {
  const node = await readNode(files, array);
  const lengths = node?.kind === "array" ? arrayGrid(node).shape : [];
  const counted = (axis: string) => {
    const at = axes.indexOf(axis);
    return Array.from({ length: at < 0 ? 1 : (lengths[at] ?? 1) }, (_, i) => i + 1);
  };
  return { site, channels: counted("c").map(String), zIndexes: counted("z"), timepoints: counted("t") };
}

const COLOR = /^[0-9A-Fa-f]{6}$/;

function channelsOf({ omero }: Metadata): Pick<ZarrImage, "channelNames" | "channelColors" | "channelWindows"> {
  const channels = objectsIn(objectOf(omero).channels);
  return {
    channelNames: channels.map(({ label }, i) => textOf(label) ?? String(i + 1)),
    channelColors: channels.map(({ color }) =>
      COLOR.test(textOf(color) ?? "") ? (textOf(color)?.toUpperCase() ?? null) : null,
    ),
    channelWindows: channels.map(({ window }) => windowOf(objectOf(window))),
  };
}

function windowOf({ start, end }: Metadata): DisplayWindow | null {
  return typeof start === "number" && typeof end === "number" && start < end ? { start, end } : null;
}

function unreadable(path: string, expected: string): Error {
  return fail("IMAGE_UNREADABLE", `Cannot read '${path}': expected ${expected}, got none`, { details: { path } });
}
