import { availableParallelism } from "node:os";
import {
  type AllocatePixels,
  type Backend,
  type BackendCapabilities,
  type BackendSurroundings,
  defineBackend,
  type FileFacts,
  type Json,
  type LoadOptions,
  type SaveOptions,
  type SaveReceipt,
  type StoredEntry,
  type StoredImage,
  type Table,
} from "@ohcs/context";
import type { DiskFiles } from "../disk/disk-files.ts";
import { type FileSystem, nodeFileSystem } from "../disk/file-system.ts";
import { fail } from "../errors.ts";
import { checkStoredImage } from "../image/check-stored-image.ts";
import { filesAt } from "../objects/object-files.ts";
import { normalizeVirtualPath } from "../paths/virtual-path.ts";
import { loadFreeImage, saveFreeImage } from "./free/free-image.ts";
import { deletePlane, loadPlane, planeBytes, savePlane } from "./plate/plate-plane.ts";
import type { ZarrPlate } from "./plate/zarr-plate.ts";
import { zarrPlaneDater } from "./read/zarr-plane-facts.ts";
import { imageNotFound } from "./stored-files.ts";
import { type CheckedZarrOptions, checkZarrOptions, type ZarrOptions } from "./zarr-options.ts";
import { ZarrTree } from "./zarr-tree.ts";

/**
 * Images in Zarr arrays below one folder. In an OME-NGFF plate the path `<plate>/A01_s001_w1_z001_t001` is the plane at
 * these coordinates, `<plate>/labels/nuclei/A01_s001_z001_t001` one of a label image; elsewhere an image is an array of
 * its own. Tables and JSON lie beside plates, in another backend.
 */
export class ZarrBackend implements Backend {
  readonly specVersion = 1;
  readonly name = "zarr";
  readonly capabilities: BackendCapabilities;
  readonly #options: CheckedZarrOptions;
  readonly #files: DiskFiles;
  readonly #tree: ZarrTree;
  /** Do other workers leave no core for threads beside this one? */
  readonly #isCrowded: boolean;
  #dated: ReturnType<typeof zarrPlaneDater> | null = null;
  #closed = false;

  /** @param surroundings Its notes are a cache that the instances of a worker share for the folder: the document of a plate, which lists all wells, is read once. */
  constructor(
    options: ZarrOptions,
    files: FileSystem = nodeFileSystem,
    { notes = new Map(), workers = 1 }: Partial<BackendSurroundings> = {},
  ) {
    this.#isCrowded = workers >= availableParallelism();
    this.#options = checkZarrOptions(options);
    const { root, readOnly } = this.#options;
    this.capabilities = { images: true, tables: false, json: false, writable: !readOnly, durable: true };
    this.#files = filesAt(root, !readOnly, files);
    this.#tree = new ZarrTree(this.#files, platesIn(notes, root));
  }

  async load(path: string, { page = 0, sample, signal, inspect, allocate }: LoadOptions = {}): Promise<StoredImage> {
    signal?.throwIfAborted();
    const image = await this.#load(this.#readable(path), sample ?? page, allocate);
    if (inspect !== undefined) inspect(await this.#factsOf(path));
    return image;
  }

  async save(path: string, image: StoredImage, options: SaveOptions = {}): Promise<SaveReceipt> {
    const target = this.#writable(path);
    checkStoredImage(image, path);
    const place = await this.#tree.locate(target);
    const isHere = this.#isCrowded;
    if (place.kind === "plane") return savePlane(this.#files, target, place.plane, image, { ...options, isHere });
    if (place.kind === "undeclared") throw undeclared(target, place.plate);
    if (place.kind !== "image" && place.kind !== "nothing")
      throw mismatch(target, "a path for an image", place.kind === "inside" ? "one below an image" : "a directory");
    const node = place.kind === "image" ? place.node : null;
    return saveFreeImage(this.#files, target, image, node, { ...this.#options, ...options });
  }

  async loadTable(path: string): Promise<Table> {
    throw await this.#noImage(path, "a table");
  }

  async saveTable(path: string, _table: Table, _options?: SaveOptions): Promise<SaveReceipt> {
    throw unsupported(this.#writable(path), "a table");
  }

  async loadJson(path: string): Promise<Json> {
    throw await this.#noImage(path, "JSON");
  }

  async saveJson(path: string, _value: Json, _options?: SaveOptions): Promise<SaveReceipt> {
    throw unsupported(this.#writable(path), "JSON");
  }

  async loadText(path: string): Promise<string> {
    throw await this.#noImage(path, "a text");
  }

  async list(directory: string): Promise<readonly StoredEntry[]> {
    const path = this.#readable(directory);
    const place = await this.#tree.locate(path);
    if (place.kind === "directory") return this.#tree.list(path);
    if (place.kind === "plate") return place.plate.list(place.below);
    if ((await this.#entry(path)) === null) throw imageNotFound(path);
    throw mismatch(path, "a directory", "an image");
  }

  async exists(path: string): Promise<boolean> {
    return (await this.#entry(this.#readable(path))) !== null;
  }

  async stat(path: string): Promise<StoredEntry> {
    const target = this.#readable(path);
    const entry = await this.#entry(target);
    if (entry === null) throw imageNotFound(target);
    return entry;
  }

  async delete(path: string): Promise<void> {
    const target = this.#writable(path);
    const place = await this.#tree.locate(target);
    if (place.kind === "plane" && (await deletePlane(this.#files, place.plane))) return;
    if (place.kind === "plate" && place.below.length > 0)
      throw mismatch(target, "a plane or a whole plate", "a directory that a plate declares");
    if (place.kind !== "plate" && place.kind !== "directory" && place.kind !== "image") throw imageNotFound(target);
    await this.#files.delete(target);
    this.#tree.forget(target);
  }

  async ensureDirectory(path: string): Promise<void> {
    const target = this.#writable(path);
    const { kind } = await this.#tree.locate(target);
    if (kind === "nothing" || kind === "directory") return this.#files.ensureDirectory(target);
    if (kind !== "plate") throw mismatch(target, "a path for a directory", "one at or below an image");
  }

  async copy(from: string, to: string, options: SaveOptions = {}): Promise<void> {
    const [source, target] = [this.#readable(from), this.#writable(to)];
    await this.save(target, await this.#load(source, null), options);
  }

  async move(from: string, to: string, options: SaveOptions = {}): Promise<void> {
    const [source, target] = [this.#writable(from), this.#writable(to)];
    const image = await this.#load(source, null);
    if (source === target) return;
    await this.save(target, image, options);
    await this.delete(source);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#tree.forgetWells();
    await this.#files.close();
  }

  /** Size and time of the files behind a plane after it was read; files that are gone since have none. */
  async #factsOf(path: string): Promise<FileFacts> {
    this.#dated ??= zarrPlaneDater(this.#options.root);
    return (await this.#dated(path)) ?? { bytes: 0, mtimeMs: 0 };
  }

  /** One page of an image, or all of it where `page` is null. */
  async #load(path: string, page: number | null, allocate?: AllocatePixels): Promise<StoredImage> {
    const place = await this.#tree.locate(path);
    if (place.kind === "plane") return loadPlane(this.#files, path, place.plane, { page: page ?? 0, allocate });
    if (place.kind === "image") return loadFreeImage(this.#files, place.node, page);
    if (place.kind === "directory" || place.kind === "plate") throw mismatch(path, "an image", "a directory");
    throw imageNotFound(path);
  }

  async #entry(path: string): Promise<StoredEntry | null> {
    const place = await this.#tree.locate(path);
    if (place.kind === "directory" || place.kind === "plate") return { path, kind: "directory", bytes: 0 };
    if (place.kind !== "image" && place.kind !== "plane") return null;
    const bytes = place.kind === "image" ? place.bytes : await planeBytes(this.#files, place.plane);
    return bytes === null ? null : { path, kind: "file", bytes };
  }

  async #noImage(path: string, wanted: string): Promise<Error> {
    const target = this.#readable(path);
    return (await this.#entry(target)) === null ? imageNotFound(target) : unsupported(target, wanted);
  }

  #readable(path: string): string {
    if (this.#closed) throw fail("BACKEND_CLOSED", `Cannot use '${path}': the backend is closed`);
    return normalizeVirtualPath(path);
  }

  #writable(path: string): string {
    const target = this.#readable(path);
    if (this.capabilities.writable) return target;
    throw fail("BACKEND_READ_ONLY", `Cannot change '${path}': the backend is read-only`);
  }
}

/** Plates below `root` that were opened. */
function platesIn(notes: Map<string, unknown>, root: string): Map<string, ZarrPlate> {
  const key = `zarr plates ${root}`;
  const known = (notes.get(key) as Map<string, ZarrPlate> | undefined) ?? new Map<string, ZarrPlate>();
  notes.set(key, known);
  return known;
}

/** `zarrBackend.create({ root: "/data/plate_openhcs" })` opens a folder. @throws `BACKEND_OPTION_INVALID` */
export const zarrBackend = defineBackend<ZarrOptions>({
  name: "zarr",
  version: "1.0.0",
  capabilities: { tables: false, json: false },
  images: { layout: "ngff", extension: "" },
  plainFiles: true,
  usual: { output: { root: "{output}" }, source: { root: "{source}", readOnly: true } },
  create: (options, surroundings) => new ZarrBackend(options, nodeFileSystem, surroundings),
});

function mismatch(path: string, expected: string, got: string): Error {
  return fail("PATH_KIND_MISMATCH", `Cannot use '${path}': expected ${expected}, got ${got}`, { details: { path } });
}

function unsupported(path: string, got: string): Error {
  return fail("FORMAT_UNSUPPORTED", `Cannot use '${path}': expected an image, got ${got}`, { details: { path } });
}

function undeclared(path: string, plate: string): Error {
  const message = `Cannot save '${path}': the plate '${plate}' does not declare this plane`;
  return fail("PLANE_UNDECLARED", message, { details: { path, plate } });
}
