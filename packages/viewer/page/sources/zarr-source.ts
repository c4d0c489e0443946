import {
  castPixels,
  type Dtype,
  dtypeLimits,
  type PixelArray,
  PLATE_FORMATS,
  parseWellId,
  plateShape,
} from "@ohcs/context";
import * as zarr from "zarrita";
import { levelsFor, type Region, type ViewedChannel, type ViewedPlate } from "../../src/index.ts";
import type { FieldImage, PlateSource } from "./plate-source.ts";
import {
  type ImageAttributes,
  type Multiscale,
  type PlateAttributes,
  pixelSizeOf,
  type WellAttributes,
} from "./zarr-attributes.ts";

type Store = zarr.FetchStore;
type Level = zarr.Array<zarr.NumberDataType, Store>;

/** The OME-Zarr plate, or single image, at an address of this page's origin: versions 0.4 and 0.5, read without any server of ours. */
export async function zarrSource(url: URL): Promise<PlateSource> {
  const store = new zarr.FetchStore(url.href.replace(/\/$/, ""));
  const { open, attributes } = await openRoot(store);
  const { plate } = attributes as { readonly plate?: PlateAttributes };
  const wells = new Map(plate?.wells.map(({ path }) => [nameOf(path), path]));
  const attributesAt = async (path: string) => omeOf((await open.group(path)).attrs);
  const fieldsOf = async (well: string) => {
    const found = (await attributesAt(wells.get(well) ?? "")) as { readonly well?: WellAttributes };
    return (found.well?.images ?? []).map(({ path }) => `${wells.get(well)}/${path}`);
  };
  const paths = new Map<string, readonly string[]>();
  return {
    plate: async () => {
      if (plate === undefined) paths.set(SINGLE, [""]);
      else for (const well of wells.keys()) paths.set(well, await fieldsOf(well));
      const stated = PLATE_FORMATS.find(
        ({ rows, columns }) => rows === plate?.rows.length && columns === plate.columns.length,
      );
      return plateOf(plate?.name ?? url.pathname.split("/").findLast(Boolean) ?? "image", paths, stated);
    },
    field: async ({ well, site }) => {
      const path = paths.get(well)?.[(site ?? 1) - 1] ?? "";
      return fieldImage(open, path, (await attributesAt(path)) as ImageAttributes, attributesAt);
    },
  };
}

/** The well of an image outside any plate. */
const SINGLE = "A01";

interface Opener {
  group(path: string): Promise<zarr.Group<Store>>;
  array(path: string): Promise<Level>;
}

async function openRoot(store: Store) {
  const root = zarr.root(store);
  const at = (path: string) => (path === "" ? root : root.resolve(path));
  for (const version of [zarr.open.v3, zarr.open.v2]) {
    const open: Opener = {
      group: (path) => version(at(path), { kind: "group" }),
      array: async (path) => (await version(at(path), { kind: "array" })) as Level,
    };
    const group = await open.group("").catch(() => null);
    if (group !== null) return { open, attributes: omeOf(group.attrs) };
  }
  throw new Error("There is no OME-Zarr plate or image at this address");
}

/** Version 0.5 keeps its metadata under `ome`. */
function omeOf(attributes: zarr.Attributes): Readonly<Record<string, unknown>> {
  return (attributes.ome as Readonly<Record<string, unknown>> | undefined) ?? attributes;
}

/** `B/3` → `B03`; other names stay as they are. */
function nameOf(path: string): string {
  const [row = "", column = ""] = path.split("/");
  return `${row}${column.padStart(2, "0")}`;
}

function plateOf(
  name: string,
  paths: ReadonlyMap<string, readonly string[]>,
  stated: Pick<ViewedPlate, "rows" | "columns"> | undefined,
): ViewedPlate {
  const wells = [...paths].map(([well, fields]) => {
    const sites = fields.map((_, i) => ({ site: fields.length === 1 ? null : i + 1 }));
    return { well, ...parseWellId(well), fields: sites };
  });
  return { specVersion: 1, name, ...plateShape(paths.keys(), stated), wells, images: [] };
}

async function fieldImage(
  open: Opener,
  path: string,
  attributes: ImageAttributes,
  attributesAt: (path: string) => Promise<unknown>,
): Promise<FieldImage> {
  const { scales, levels, axes } = await pyramidAt(open, path, attributes);
  const [full] = levels;
  if (full === undefined) throw new Error(`The image at '${path}' has no levels`);
  const length = (axis: string) => full.shape[axes.indexOf(axis)] ?? 1;
  const listed = (await attributesAt(join(path, "labels")).catch(() => ({}))) as {
    readonly labels?: readonly string[];
  };
  const labels = new Map<string, Promise<Pyramid>>();
  const labelAt = (name: string) => {
    const folder = join(path, `labels/${name}`);
    const found =
      labels.get(name) ?? attributesAt(folder).then((own) => pyramidAt(open, folder, own as ImageAttributes));
    labels.set(name, found);
    return found;
  };
  const dtype = dtypeOf(full);
  const channels = channelsOf(length("c"), dtype, attributes.omero);
  return {
    width: length("x"),
    height: length("y"),
    dtype,
    pixelSizeUm: pixelSizeOf(scales),
    channels,
    zIndexes: length("z") > 1 ? counted(length("z")) : [],
    timepoints: length("t") > 1 ? counted(length("t")) : [],
    labels: listed.labels ?? [],
    levels: levelsFor(length("x"), length("y")),
    read: async (plane, level, region, signal) => {
      const of = plane.label === undefined ? { levels, axes } : await labelAt(plane.label);
      const c = plane.label === undefined ? channels.findIndex(({ id }) => id === plane.channel) : 0;
      const data = await readRegion(of, { t: (plane.t ?? 1) - 1, z: (plane.z ?? 1) - 1, c }, level, region, signal);
      return castPixels(data, plane.label === undefined ? dtype : "uint32");
    },
  };
}

/** The levels of one image, and what its axes are called. */
interface Pyramid {
  readonly scales: Multiscale;
  readonly levels: readonly Level[];
  readonly axes: readonly string[];
}

async function pyramidAt(open: Opener, path: string, { multiscales }: ImageAttributes): Promise<Pyramid> {
  const [scales] = multiscales ?? [];
  if (scales === undefined) throw new Error(`There is no image at '${path}'`);
  const levels = await Promise.all(scales.datasets.map((dataset) => open.array(join(path, dataset.path))));
  return { scales, levels, axes: scales.axes.map(({ name }) => name) };
}

/** Reads the stored level that is as large or larger, and of it every so manieth pixel where the pyramid has no such level. */
async function readRegion(
  { levels, axes }: Pick<Pyramid, "levels" | "axes">,
  plane: Readonly<Record<string, number>>,
  level: number,
  { x, y, width, height }: Region,
  signal: AbortSignal | undefined,
): Promise<PixelArray> {
  const across = (array: Level | undefined) => array?.shape[axes.indexOf("x")] ?? 1;
  const halvings = levels.map((array) => Math.round(Math.log2(across(levels[0]) / across(array))));
  const stored = Math.max(
    0,
    halvings.findLastIndex((steps) => steps <= level),
  );
  const array = levels[stored];
  if (array === undefined) throw new Error("There are no such pixels");
  const step = 2 ** (level - (halvings[stored] ?? 0));
  const rectangle = {
    y: zarr.slice(y * step, (y + height) * step, step),
    x: zarr.slice(x * step, (x + width) * step, step),
  };
  const at: Readonly<Record<string, number | zarr.Slice>> = { ...plane, ...rectangle };
  const options = signal === undefined ? {} : { opts: { signal } };
  const { data } = await zarr.get(
    array,
    axes.map((axis) => at[axis] ?? 0),
    options,
  );
  return data as PixelArray;
}

/** Windows as wide as the sample type are what writers state who know no better. */
function channelsOf(count: number, dtype: Dtype, omero: ImageAttributes["omero"]): readonly ViewedChannel[] {
  const [least, greatest] = dtypeLimits(dtype);
  return Array.from({ length: count }, (_, i) => {
    const { label, color, window: { start = least, end = greatest } = {} } = omero?.channels?.[i] ?? {};
    const isChosen = end > start && (start > Math.max(0, least) || end < greatest);
    const window = isChosen ? { low: start, high: end } : null;
    return { id: String(i + 1), name: label ?? String(i + 1), color: color ?? null, window };
  });
}

function dtypeOf({ dtype }: Level): Dtype {
  const widened: Readonly<Record<string, Dtype>> = { float64: "float32", int8: "int32", int16: "int32" };
  return widened[dtype] ?? (dtype as Dtype);
}

function counted(length: number): readonly number[] {
  return Array.from({ length }, (_, i) => i + 1);
}

function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}
