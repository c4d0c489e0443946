import { isOhcsError, type StoredEntry } from "@ohcs/context";
import type { DiskFiles } from "../disk/disk-files.ts";
import { parentOf } from "../paths/virtual-path.ts";
import { readNode, type ZarrNode } from "./array/zarr-node.ts";
import { freeImageBytes } from "./free/free-image.ts";
import type { PlatePlane } from "./plate/plate-plane.ts";
import { openZarrPlate, type ZarrPlate } from "./plate/zarr-plate.ts";

/** The node at a virtual path. */
type ZarrPlace =
  | { readonly kind: "directory" }
  | { readonly kind: "plate"; readonly plate: ZarrPlate; readonly below: readonly string[] }
  | { readonly kind: "plane"; readonly plane: PlatePlane }
  /** A path in a plate where nothing is declared. */
  | { readonly kind: "undeclared"; readonly plate: string }
  /** An image of its own, or the array of one that was not stored yet. */
  | { readonly kind: "image"; readonly node: ZarrNode; readonly bytes: number | null }
  /** Below an image, where nothing can exist. */
  | { readonly kind: "inside" }
  | { readonly kind: "nothing" };

/** The folder as directories, plates and images: chunks and documents are hidden. */
export class ZarrTree {
  readonly #files: DiskFiles;
  readonly #plates: Map<string, ZarrPlate>;

  /** @param plates Those that an earlier instance for the same folder has opened */
  constructor(files: DiskFiles, plates: Map<string, ZarrPlate>) {
    this.#files = files;
    this.#plates = plates;
  }

  /** What is at `path` (normalized). */
  async locate(path: string): Promise<ZarrPlace> {
    const paths = pathsAbove(path);
    // Above a plate that is known there is none.
    const begin = Math.max(
      0,
      paths.findIndex((above) => this.#plates.has(above)),
    );
    for (const above of paths.slice(begin)) {
      const plate = await this.#plateAt(above);
      if (plate !== null) return inPlate(plate, path.slice(above === "" ? 0 : above.length + 1).split("/"));
      if (above !== "" && (await readNode(this.#files, above))?.kind === "array") return { kind: "inside" };
    }
    const plate = await this.#plateAt(path);
    if (plate !== null) return { kind: "plate", plate, below: [] };
    const node = path === "" ? null : await readNode(this.#files, path);
    if (node?.kind === "array") return { kind: "image", node, bytes: await freeImageBytes(this.#files, node) };
    return { kind: (await this.#isDirectory(path)) ? "directory" : "nothing" };
  }

  /** Entries directly below a directory that is not a plate. */
  async list(directory: string): Promise<readonly StoredEntry[]> {
    const entries: StoredEntry[] = [];
    for (const entry of await this.#files.list(directory)) {
      if (entry.kind !== "directory") continue;
      const place = await this.locate(entry.path);
      if (place.kind !== "image") entries.push(entry);
      else if (place.bytes !== null) entries.push({ path: entry.path, kind: "file", bytes: place.bytes });
    }
    return entries;
  }

  /** Forgets the plates at and below `path`. */
  forget(path: string): void {
    for (const known of this.#plates.keys())
      if (known === path || known.startsWith(`${path}/`)) this.#plates.delete(known);
  }

  /** Forgets what plates know of single wells. */
  forgetWells(): void {
    for (const plate of this.#plates.values()) plate.forgetWells();
  }

  async #plateAt(path: string): Promise<ZarrPlate | null> {
    const known = this.#plates.get(path);
    if (known !== undefined) return known;
    const plate = await openZarrPlate(this.#files, path);
    if (plate !== null) this.#plates.set(path, plate);
    return plate;
  }

  async #isDirectory(path: string): Promise<boolean> {
    try {
      return (await this.#files.stat(path)).kind === "directory";
    } catch (error) {
      if (isOhcsError(error, "FILE_NOT_FOUND")) return false;
      throw error;
    }
  }
}

/** A plate shows its planes in one directory, and those of label images in `labels/<name>`. */
async function inPlate(plate: ZarrPlate, below: readonly string[]): Promise<ZarrPlace> {
  if (await plate.isDirectory(below)) return { kind: "plate", plate, below };
  const plane = await plate.plane(below);
  return plane === null ? { kind: "undeclared", plate: plate.path } : { kind: "plane", plane };
}

function pathsAbove(path: string): readonly string[] {
  if (path === "") return [];
  const paths: string[] = [];
  for (let above = parentOf(path); above !== ""; above = parentOf(above)) paths.unshift(above);
  return ["", ...paths];
}
