import type { AllocatePixels, SaveOptions, SaveReceipt, StoredImage } from "@ohcs/context";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { childOf } from "../../paths/virtual-path.ts";
import type { ArrayLayout } from "../array/array-layout.ts";
import { encodePlane, planeKeys } from "../array/encode-plane.ts";
import { parseArray } from "../array/parse-array.ts";
import { readPlane } from "../array/read-plane.ts";
import { readNode, type ZarrNode } from "../array/zarr-node.ts";
import { halve } from "../codecs/halve.ts";
import { givePixels } from "../codecs/plane-memory.ts";
import { type ImageFile, imageExists, imageNotFound, storedBytes, writeImageFiles } from "../stored-files.ts";
import type { ImagePlane, ZarrImage } from "./zarr-image.ts";

/** A plane that a plate declares, with its arrays. */
export interface PlatePlane extends ImagePlane {
  readonly name: string;
  readonly image: ZarrImage;
}

/** An array that can be written: chunks of one plane, codecs of ours. */
interface Level {
  readonly path: string;
  readonly layout: ArrayLayout;
}

interface PlaneOptions {
  readonly page?: number;
  readonly level?: number;
  readonly allocate?: AllocatePixels | undefined;
}

/** The plane at a level, the full size by default. @throws `FILE_NOT_FOUND` where none was stored, `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, … */
export async function loadPlane(
  files: DiskFiles,
  path: string,
  { image, lead }: PlatePlane,
  { page = 0, level = 0, allocate }: PlaneOptions = {},
): Promise<StoredImage> {
  if (page !== 0)
    throw fail("IMAGE_UNREADABLE", `Cannot read '${path}': expected page 0 of a single plane, got ${page}`);
  const array = image.levels[level];
  if (array === undefined)
    throw fail(
      "IMAGE_UNREADABLE",
      `Cannot read '${path}': expected a level below ${image.levels.length}, got ${level}`,
    );
  const node = await arrayAt(files, array);
  const { data, dtype, height, width } = await readPlane(files, node, lead, image.isOurs ? "fail" : "fill", allocate);
  return { data, dtype, shape: [height, width], pixelSizeUm: scaled(image.pixelSizeUm, level) };
}

/** How a plane is saved. */
interface PlaneSaveOptions extends SaveOptions {
  /** Are chunks compressed in this thread, not beside it? */
  readonly isHere: boolean;
}

/** Stores a plane and its smaller levels. @throws `IMAGE_INVALID` where its array is of another size or dtype, `FILE_EXISTS` */
export async function savePlane(
  files: DiskFiles,
  path: string,
  plane: PlatePlane,
  image: StoredImage,
  options: PlaneSaveOptions,
): Promise<SaveReceipt> {
  options.signal?.throwIfAborted();
  const levels = await writableLevels(files, plane);
  const [first] = levels;
  if (first !== undefined) checkDeclared(path, image, first.layout);
  const isTaken = options.ifExists !== "replace" && (await planeBytes(files, plane)) !== null;
  if (isTaken) throw imageExists(path);
  return writeImageFiles(files, path, filesOf(plane, levels, image, options), options);
}

/** Bytes of a stored plane with its smaller levels, or null where it was not stored. */
export async function planeBytes(files: DiskFiles, plane: PlatePlane): Promise<number | null> {
  if (!plane.image.isOurs) return 0;
  return storedBytes(files, await pathsOf(files, plane));
}

/** Removes a plane's chunks, the array stays. Returns whether there was one. */
export async function deletePlane(files: DiskFiles, plane: PlatePlane): Promise<boolean> {
  const [first, ...rest] = await pathsOf(files, plane);
  if (first === undefined || !(await files.exists(first))) return false;
  await files.delete(first);
  for (const path of rest) if (await files.exists(path)) await files.delete(path);
  return true;
}

function scaled(pixelSizeUm: number | null, level: number): number | null {
  return pixelSizeUm === null ? null : pixelSizeUm * 2 ** level;
}

async function* filesOf(
  { image: { downsampling }, lead }: PlatePlane,
  levels: readonly Level[],
  { data, shape }: StoredImage,
  { isHere }: PlaneSaveOptions,
): AsyncGenerator<ImageFile> {
  let plane = { pixels: data, height: shape.at(-2) ?? 1, width: shape.at(-1) ?? 1 };
  for (const [i, { path, layout }] of levels.entries()) {
    const larger = plane.pixels;
    if (i > 0) plane = halve(plane, downsampling);
    if (i > 1) givePixels(larger);
    for await (const { key, parts } of encodePlane(layout, lead, plane.pixels, isHere))
      yield { path: childOf(path, key), parts };
  }
  // What was yielded is written by now.
  if (levels.length > 1) givePixels(plane.pixels);
}

async function pathsOf(files: DiskFiles, plane: PlatePlane): Promise<readonly string[]> {
  const levels = await writableLevels(files, plane);
  return levels.flatMap(({ path, layout }) => planeKeys(layout, plane.lead).map((key) => childOf(path, key)));
}

/** Arrays are declared before planes are stored; those of an image are read once for all its planes. */
const known = new WeakMap<ZarrImage, Promise<readonly Level[]>>();

async function writableLevels(files: DiskFiles, { image }: PlatePlane): Promise<readonly Level[]> {
  const reading = known.get(image) ?? readLevels(files, image);
  known.set(image, reading);
  return reading.catch((error) => {
    known.delete(image);
    throw error;
  });
}

async function readLevels(files: DiskFiles, image: ZarrImage): Promise<readonly Level[]> {
  const levels: Level[] = [];
  for (const path of image.levels) {
    const node = await arrayAt(files, path);
    const layout = parseArray(node.version, node.document);
    const isPlanar = (layout?.shard ?? layout?.chunk ?? []).slice(0, -2).every((length) => length === 1);
    if (layout === null || !isPlanar)
      throw fail(
        "IMAGE_UNSUPPORTED",
        `Cannot write into '${path}': its chunks do not hold one plane each, or its codec is only read, never written`,
        {
          details: { path },
        },
      );
    levels.push({ path, layout });
  }
  return levels;
}

async function arrayAt(files: DiskFiles, path: string): Promise<ZarrNode> {
  const node = await readNode(files, path);
  if (node?.kind === "array") return node;
  throw imageNotFound(path);
}

function checkDeclared(path: string, { shape, dtype }: StoredImage, layout: ArrayLayout): void {
  const declared = `${layout.dtype} [${layout.shape.slice(-2).join(", ")}]`;
  const given = `${dtype} [${shape.join(", ")}]`;
  if (declared === given) return;
  throw fail("IMAGE_INVALID", `Cannot save '${path}': expected ${declared} as the plate declares, got ${given}`, {
    details: { path },
  });
}
