import { isOhcsError, mapConcurrently } from "@ohcs/context";
import type { MetadataDocument } from "@ohcs/ngff";
import { DiskFiles } from "../../disk/disk-files.ts";
import { type FileSystem, nodeFileSystem } from "../../disk/file-system.ts";
import { childOf, nameOf, normalizeVirtualPath, parentOf } from "../../paths/virtual-path.ts";
import { documentText } from "../array/write-document.ts";
import { openZarrPlate } from "../plate/zarr-plate.ts";
import type { PlateDeclaration } from "./plate-declaration.ts";
import { plateSkeleton, type StandingWells } from "./plate-skeleton.ts";
import { type CheckedStorage, checkStorage } from "./plate-storage.ts";
import type { PlateStorage } from "./storage-options.ts";

/** A plate to be declared. */
export interface SkeletonOptions {
  /** Absolute folder of the backend. */
  readonly root: string;
  /** Virtual path of the plate below it: `images.zarr`. */
  readonly path: string;
  readonly plate: PlateDeclaration;
  readonly storage?: PlateStorage;
}

/** How many documents were written, and how many were already there and equal. */
export interface SkeletonReport {
  readonly written: number;
  readonly kept: number;
}

const WRITES_AT_ONCE = 16;
const BATCH = 256;

/**
 * Writes every metadata document of a plate, once, before its first pixel: afterwards writers of pixels change none.
 * Only one process may do so at a time. In an existing plate, equal documents are kept, other wells stay in its list,
 * and an array whose size, dtype, chunks or codec change loses its pixels.
 * @throws `BACKEND_OPTION_INVALID`, `NGFF_METADATA_INVALID`, `STORAGE_…`
 */
export async function writePlateSkeleton(
  { root, path, plate, storage = {} }: SkeletonOptions,
  fileSystem: FileSystem = nodeFileSystem,
): Promise<SkeletonReport> {
  const checked = checkStorage(storage);
  const files = new DiskFiles(root, true, fileSystem);
  const place = normalizeVirtualPath(path);
  const standing = await standingWells(files, place, checked);
  let report: SkeletonReport = { written: 0, kept: 0 };
  for (const batch of batches(plateSkeleton(plate, standing, checked))) {
    const outcomes = await mapConcurrently(batch, WRITES_AT_ONCE, (document) => bringUpToDate(files, place, document));
    const written = outcomes.filter((isNew) => isNew).length;
    report = { written: report.written + written, kept: report.kept + outcomes.length - written };
  }
  return report;
}

/** A plate of the other version cannot be extended: it is replaced. */
async function standingWells(files: DiskFiles, path: string, { version }: CheckedStorage): Promise<StandingWells> {
  const plate = await openZarrPlate(files, path);
  if (plate !== null && plate.version !== version) await files.delete(path);
  if (plate === null || plate.version !== version) return { wells: [], fieldCount: 1 };
  return { wells: [...plate.wells.keys()], fieldCount: plate.fieldCount };
}

/**
 * Batches of documents that do not depend on each other: attributes of arrays follow their arrays, since one that changes
 * loses its folder; the last, the plate's, is alone.
 */
function* batches(documents: Iterable<MetadataDocument>): Generator<readonly MetadataDocument[]> {
  let batch: MetadataDocument[] = [];
  let attributes: MetadataDocument[] = [];
  for (const document of documents) {
    const isPlate = parentOf(document.path) === "";
    const isOfArray = batch.at(-1)?.path === childOf(parentOf(document.path), ".zarray");
    if (!isOfArray && (batch.length >= BATCH || (isPlate && batch.length > 0))) {
      yield batch;
      yield attributes;
      [batch, attributes] = [[], []];
    }
    (isOfArray ? attributes : batch).push(document);
  }
  yield batch;
}

async function bringUpToDate(files: DiskFiles, plate: string, { path, content }: MetadataDocument): Promise<boolean> {
  const target = childOf(plate, path);
  const [standing, wanted] = [await textAt(files, target), documentText(content, target)];
  if (standing === wanted) return false;
  if (standing !== null && isArray(path, content) && !isSameArray(standing, wanted))
    await files.delete(parentOf(target));
  await files.write(target, [new TextEncoder().encode(wanted)], { ifExists: "replace" });
  return true;
}

function isArray(path: string, content: MetadataDocument["content"]): boolean {
  return nameOf(path) === ".zarray" || content.node_type === "array";
}

/** Do two documents declare the same pixels, whatever else they state? */
function isSameArray(...texts: readonly [string, string]): boolean {
  const [a, b] = texts.map((text) => JSON.stringify({ ...JSON.parse(text), attributes: null }));
  return a === b;
}

async function textAt(files: DiskFiles, path: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await files.readAll(path));
  } catch (error) {
    if (isOhcsError(error, "FILE_NOT_FOUND")) return null;
    throw error;
  }
}
