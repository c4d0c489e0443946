import { isOhcsError, type PixelArray, type SaveOptions, type SaveReceipt, type StoredImage } from "@ohcs/context";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { childOf } from "../../paths/virtual-path.ts";
import { type ArrayGrid, arrayGrid } from "../array/array-grid.ts";
import { type ArrayLayout, chunkKey } from "../array/array-layout.ts";
import { chunkPaths } from "../array/chunk-paths.ts";
import { declareArray } from "../array/declare-array.ts";
import { parseArray } from "../array/parse-array.ts";
import { readPlane } from "../array/read-plane.ts";
import { writeDocument } from "../array/write-document.ts";
import type { ZarrNode } from "../array/zarr-node.ts";
import { chunkEncoder } from "../codecs/compress.ts";
import { imageExists, imageNotFound, storedBytes, writeImageFiles } from "../stored-files.ts";
import type { CheckedZarrOptions } from "../zarr-options.ts";

/*
 * An image that no plate declares is an array of its own at its path, of one chunk: one file holds all its samples, so
 * that replacing them is one rename. An array without that file is not an image yet.
 */

const PIXEL_SIZE = "pixelSizeUm";

/** Stores an image at `path`, where `node` is the array that exists there. @throws `FILE_EXISTS`, `IMAGE_INVALID` */
export async function saveFreeImage(
  files: DiskFiles,
  path: string,
  image: StoredImage,
  node: ZarrNode | null,
  { version, codec, ifExists = "error", ...options }: SaveOptions & Pick<CheckedZarrOptions, "version" | "codec">,
): Promise<SaveReceipt> {
  options.signal?.throwIfAborted();
  const { shape, dtype } = image;
  const layout: ArrayLayout = { version, shape, chunk: shape, shard: null, dtype, codec };
  const isStored = node !== null && (await freeImageBytes(files, node)) !== null;
  if (isStored && ifExists === "error") throw imageExists(path);
  if (isStored) checkSame(node, image);
  const kept = isStored ? parseArray(node.version, node.document) : null;
  if (kept === null) await declare(files, path, layout, image.pixelSizeUm);
  const encode = await chunkEncoder((kept ?? layout).codec, false);
  const parts = [await encode(bytesOf(image.data))];
  const file = { path: childOf(path, keyOf(kept ?? layout)), parts };
  return writeImageFiles(files, path, [file], { ...options, ifExists });
}

/** The plane `page` of an image; every plane of it where `page` is null. @throws `IMAGE_UNREADABLE` */
export async function loadFreeImage(files: DiskFiles, node: ZarrNode, page: number | null): Promise<StoredImage> {
  const { shape } = imageGrid(node);
  if ((await freeImageBytes(files, node)) === null) throw imageNotFound(node.path);
  const pages = shape.length === 3 ? (shape[0] ?? 1) : 1;
  if (page !== null && (page < 0 || page >= pages))
    throw fail("IMAGE_UNREADABLE", `Cannot read '${node.path}': it has ${pages} pages, there is no page ${page}`);
  const wanted = page === null ? Array.from({ length: pages }, (_, i) => i) : [page];
  const planes = [];
  for (const one of wanted) planes.push(await readPlane(files, node, shape.length === 3 ? [one] : [], "fail"));
  const [first] = planes;
  if (first === undefined) throw imageNotFound(node.path);
  const pixelSizeUm = pixelSizeOf(node);
  const { dtype, height, width } = first;
  const data = planes.length === 1 ? first.data : joined(planes.map((plane) => plane.data));
  return { data, shape: page === null ? shape : [height, width], dtype, pixelSizeUm };
}

/** Bytes of a stored image, or null where only its array is declared. */
export async function freeImageBytes(files: DiskFiles, node: ZarrNode): Promise<number | null> {
  const layout = parseArray(node.version, node.document);
  if (layout !== null && layout.shard === null && layout.shape.every((length, axis) => length === layout.chunk[axis]))
    return storedBytes(files, [childOf(node.path, keyOf(layout))]);
  try {
    return await foreignBytes(files, node);
  } catch (error) {
    // Loading it reports why it is not an image.
    if (isOhcsError(error, "IMAGE_UNREADABLE", "IMAGE_UNSUPPORTED", "ZARR_TOO_LARGE")) return null;
    throw error;
  }
}

/** The grid of an image outside a plate: one plane, or pages of planes. */
function imageGrid(node: ZarrNode): ArrayGrid {
  const grid = arrayGrid(node);
  if (grid.shape.length <= 3) return grid;
  const expected = "expected an array of pages, y and x outside a plate";
  throw fail("IMAGE_UNSUPPORTED", `Cannot read '${node.path}': ${expected}, got ${grid.shape.length} axes`, {
    details: { path: node.path },
  });
}

/** An array from another writer has any number of files, and is an image if one exists. */
async function foreignBytes(files: DiskFiles, node: ZarrNode): Promise<number | null> {
  const { shape } = imageGrid(node);
  const leads = shape.length === 2 ? [[]] : Array.from({ length: shape[0] ?? 1 }, (_, page) => [page]);
  const paths = new Set(leads.flatMap((lead) => [...chunkPaths(node, lead)]));
  let bytes: number | null = null;
  for (const path of paths) {
    const own = await storedBytes(files, [path]);
    if (own !== null) bytes = (bytes ?? 0) + own;
  }
  return bytes;
}

async function declare(files: DiskFiles, path: string, layout: ArrayLayout, pixelSizeUm: number | null) {
  const { path: document, content } = declareArray(path, layout, ["s", "y", "x"].slice(-layout.shape.length));
  const attributes = { [PIXEL_SIZE]: pixelSizeUm };
  if (layout.version === "0.4") await writeDocument(files, childOf(path, ".zattrs"), attributes);
  await writeDocument(files, document, layout.version === "0.4" ? content : { ...content, attributes });
}

/** Samples and metadata are separate files, which cannot change in one step. */
function checkSame(node: ZarrNode, { shape, dtype, pixelSizeUm }: StoredImage): void {
  const layout = parseArray(node.version, node.document);
  const stored = [layout?.dtype, ...(layout?.shape ?? []), pixelSizeOf(node)].join(" ");
  const given = [dtype, ...shape, pixelSizeUm].join(" ");
  if (stored === given) return;
  const message = `Cannot replace '${node.path}': it is stored as '${stored}', the new image is '${given}'`;
  throw fail("IMAGE_INVALID", message, { details: { path: node.path } });
}

function keyOf(layout: ArrayLayout): string {
  return chunkKey(
    layout,
    layout.shape.map(() => 0),
  );
}

function pixelSizeOf({ attributes }: ZarrNode): number | null {
  const size = attributes[PIXEL_SIZE];
  return typeof size === "number" ? size : null;
}

function bytesOf({ buffer, byteOffset, byteLength }: PixelArray): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function joined(planes: readonly PixelArray[]): PixelArray {
  const [first = new Uint8Array(0)] = planes;
  const all = new (first.constructor as new (length: number) => PixelArray)(first.length * planes.length);
  for (const [i, plane] of planes.entries()) all.set(plane, i * first.length);
  return all;
}
