import {
  compareNatural,
  formatWellId,
  normalizeWellId,
  PLATE_FORMATS,
  type PlateFormat,
  parseWellId,
  type StoredEntry,
} from "@ohcs/context";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { childOf, nameOf, normalizeVirtualPath } from "../../paths/virtual-path.ts";
import type { NgffVersion } from "../array/array-layout.ts";
import { readNode, type ZarrNode } from "../array/zarr-node.ts";
import { type Metadata, objectOf, objectsIn, textOf } from "../metadata.ts";
import { checkLimit } from "../zarr-limits.ts";
import { planesIn } from "./plane-grid.ts";
import { type PlatePlane, planeBytes } from "./plate-plane.ts";
import { ngffMetadata, ngffVersion, openZarrImage, planeName, planesOf, type ZarrImage } from "./zarr-image.ts";

const LABELS = "labels";
const WELL_OF_NAME = /^([A-Z]{1,2}\d{2})(?=_|$)/;

/** The plate at `path`, or null where there is none. @throws `ZARR_METADATA_INVALID`, `PATH_OUTSIDE_ROOT` */
export async function openZarrPlate(files: DiskFiles, path: string): Promise<ZarrPlate | null> {
  const node = await readNode(files, path);
  const plate = node?.kind === "group" ? ngffMetadata(node).plate : undefined;
  if (node === null || plate === undefined) return null;
  return new ZarrPlate(files, node, objectOf(plate));
}

/** A field that a well lists: the path of its image, and its acquisition if one is stated. */
export interface ListedField {
  readonly path: string;
  readonly acquisition: number | null;
}

/** The image of a field. */
export type ZarrField = ZarrImage & Pick<ListedField, "acquisition">;

/** An entry of a well's list. */
interface WellImage {
  readonly name: string;
  readonly acquisition: number | null;
}

/** The planes of an OME-NGFF plate by name, read lazily: metadata of a well at first access to one of its planes. */
export class ZarrPlate {
  readonly path: string;
  readonly version: NgffVersion;
  /** The plate's own name, or null. */
  readonly name: string | null;
  /** That of the rows and columns listed; null where some writer lists but those that were imaged. */
  readonly format: PlateFormat | null;
  /** The largest number of fields in a well, as the plate states it. */
  readonly fieldCount: number;
  /** Well → its group below the plate, in the order of the plate's list. */
  readonly wells: ReadonlyMap<string, string>;
  readonly #files: DiskFiles;
  readonly #fields = new Map<string, Promise<readonly ZarrField[]>>();
  readonly #planes = new Map<string, Promise<ReadonlyMap<string, PlatePlane>>>();

  constructor(files: DiskFiles, node: ZarrNode, metadata: Metadata) {
    this.path = node.path;
    this.version = ngffVersion(node);
    this.name = textOf(metadata.name);
    const [rows, columns] = [objectsIn(metadata.rows).length, objectsIn(metadata.columns).length];
    this.format = PLATE_FORMATS.find((one) => one.rows === rows && one.columns === columns) ?? null;
    this.fieldCount = Number.isSafeInteger(metadata.field_count) ? (metadata.field_count as number) : 1;
    this.#files = files;
    this.wells = new Map(wellsOf(metadata, node.path));
  }

  /** The images of a well's fields, in order; fields that are listed but do not exist are omitted. */
  fields(well: string): Promise<readonly ZarrField[]> {
    return once(this.#fields, well, () => this.#readFields(well));
  }

  /** Forgets what was read of wells, which grows with their number. */
  forgetWells(): void {
    this.#fields.clear();
    this.#planes.clear();
  }

  /** The plane at a path below the plate: `[name]`, or `["labels", label, name]`. */
  async plane(below: readonly string[]): Promise<PlatePlane | null> {
    const [label, name] = splitPath(below);
    const well = WELL_OF_NAME.exec(name ?? "")?.[1];
    if (name === undefined || well === undefined || !this.wells.has(well)) return null;
    return (await this.planes(well, label)).get(name) ?? null;
  }

  /** The planes of a well by name, or those of its label images. */
  planes(well: string, label: string | null): Promise<ReadonlyMap<string, PlatePlane>> {
    return once(this.#planes, `${well}/${label ?? ""}`, async () => {
      const fields = await this.fields(well);
      const images = label === null ? fields : await this.#labelImages(fields, label);
      const planes = images.flatMap((image) =>
        [...planesOf(image)].map((plane) => ({ ...plane, image, name: planeName(well, plane.key) })),
      );
      return new Map(planes.map((plane) => [plane.name, plane]));
    });
  }

  /** Names of label images: those of the first field, since all fields have the same. */
  async labels(): Promise<readonly string[]> {
    const [well] = this.wells.keys();
    const [field] = well === undefined ? [] : await this.fields(well);
    return field === undefined ? [] : this.#labelNames(field);
  }

  async isDirectory(below: readonly string[]): Promise<boolean> {
    const [first, label] = below;
    if (first !== LABELS || below.length > 2) return false;
    const labels = await this.labels();
    return label === undefined ? labels.length > 0 : labels.includes(label);
  }

  /** Entries of a directory of the plate: planes that are stored, and directories of labels. */
  async list(below: readonly string[]): Promise<readonly StoredEntry[]> {
    const directory = [this.path, ...below].filter((segment) => segment !== "").join("/");
    const labels = below.length < 2 ? await this.labels() : [];
    const names = below.length === 0 ? (labels.length > 0 ? [LABELS] : []) : labels;
    const folders = names.map((name) => ({ path: childOf(directory, name), kind: "directory", bytes: 0 }) as const);
    const planes = below.length === 1 ? [] : await this.#storedPlanes(directory, below[1] ?? null);
    return [...folders, ...planes].sort((a, b) => compareNatural(a.path, b.path));
  }

  async #storedPlanes(directory: string, label: string | null): Promise<readonly StoredEntry[]> {
    const entries: StoredEntry[] = [];
    for (const well of this.wells.keys())
      for (const [name, plane] of await this.planes(well, label)) {
        const bytes = await planeBytes(this.#files, plane);
        if (bytes !== null) entries.push({ path: childOf(directory, name), kind: "file", bytes });
      }
    return entries;
  }

  /** The fields that a well lists, in order, existing or not. */
  async listedFields(well: string): Promise<readonly ListedField[]> {
    const path = childOf(this.path, this.wells.get(well) ?? well);
    const node = await readNode(this.#files, path);
    const images = imagesOf(node === null ? {} : ngffMetadata(node), path) ?? (await this.#groupsIn(path));
    checkLimit("fields", images.length, path);
    return images.map(({ name, acquisition }) => ({ path: childOf(path, name), acquisition }));
  }

  async #readFields(well: string): Promise<readonly ZarrField[]> {
    const fields: ZarrField[] = [];
    let planes = 0;
    for (const [i, { path, acquisition }] of (await this.listedFields(well)).entries()) {
      const image = await openZarrImage(this.#files, path, i + 1);
      if (image === null) continue;
      planes += planesIn(image.grid);
      checkLimit("planes of a plate", planes, this.path);
      fields.push({ ...image, acquisition });
    }
    return fields;
  }

  /** Some writers omit the metadata of wells: their fields are then the groups that exist there. */
  async #groupsIn(path: string): Promise<readonly WellImage[]> {
    if (!(await this.#files.exists(path))) return [];
    const images: WellImage[] = [];
    for (const entry of await this.#files.list(path))
      if (entry.kind === "directory" && (await readNode(this.#files, entry.path))?.kind === "group")
        images.push({ name: nameOf(entry.path), acquisition: null });
    return images;
  }

  async #labelImages(fields: readonly ZarrImage[], label: string): Promise<readonly ZarrImage[]> {
    const images: ZarrImage[] = [];
    for (const [i, field] of fields.entries()) {
      if (!(await this.#labelNames(field)).includes(label)) continue;
      const image = await openZarrImage(this.#files, `${field.path}/${LABELS}/${label}`, field.grid.site ?? i + 1);
      if (image !== null) images.push(image);
    }
    return images;
  }

  async #labelNames({ path }: ZarrImage): Promise<readonly string[]> {
    const node = await readNode(this.#files, childOf(path, LABELS));
    const names = node === null ? [] : ngffMetadata(node).labels;
    return Array.isArray(names)
      ? names.flatMap((name) => (typeof name === "string" ? normalizeVirtualPath(name) : []))
      : [];
  }
}

function splitPath(below: readonly string[]): readonly [label: string | null, name: string | undefined] {
  if (below.length === 1) return [null, below[0]];
  const [first, label = null, name] = below;
  return first === LABELS && below.length === 3 ? [label, name] : [null, undefined];
}

/**
 * Well → path. The names of row and column determine the well, since some writers count the indexes over imaged rows
 * and columns only.
 */
function wellsOf({ wells }: Metadata, plate: string): readonly (readonly [string, string])[] {
  return objectsIn(wells).map(({ path: stated, rowIndex, columnIndex }) => {
    const path = normalizeVirtualPath(textOf(stated) ?? "");
    if (path === "") throw invalid(plate, "wells with a path");
    const named = path.replace("/", "");
    if (isWellId(named)) return [normalizeWellId(named), path] as const;
    if (typeof rowIndex !== "number" || typeof columnIndex !== "number")
      throw invalid(plate, `a row and a column for the well at '${path}'`);
    return [formatWellId(rowIndex, columnIndex), path] as const;
  });
}

function isWellId(text: string): boolean {
  try {
    return parseWellId(text) !== null;
  } catch {
    return false;
  }
}

/** The fields that a well lists, or null where it has no metadata. */
function imagesOf({ well }: Metadata, path: string): readonly WellImage[] | null {
  const { images } = objectOf(well);
  if (!Array.isArray(images)) return null;
  const listed = objectsIn(images).map(({ path: stated, acquisition }) => ({
    name: normalizeVirtualPath(textOf(stated) ?? ""),
    acquisition: typeof acquisition === "number" ? acquisition : null,
  }));
  const names = new Set(listed.map(({ name }) => name));
  if (names.has("") || names.size < listed.length) throw invalid(path, "fields with a path, each once");
  return listed;
}

function invalid(path: string, expected: string): Error {
  return fail("ZARR_METADATA_INVALID", `Cannot read '${path}': expected ${expected}, got others`, {
    details: { path },
  });
}

function once<Value>(known: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}
