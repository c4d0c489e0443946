import { stat } from "node:fs/promises";
import { join } from "node:path";
import { isOhcsError } from "@ohcs/context";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { storageError, systemCode } from "../../disk/storage-error.ts";
import { ObjectFiles } from "../../objects/object-files.ts";
import { childOf, parentOf } from "../../paths/virtual-path.ts";
import { chunkPaths } from "../array/chunk-paths.ts";
import type { ZarrNode } from "../array/zarr-node.ts";
import type { ListedField } from "../plate/zarr-plate.ts";
import type { SurveyedPlane } from "./zarr-survey.ts";

/** Facts that distinguish versions of a plane without reading it. */
export type PlaneFacts = Pick<SurveyedPlane, "bytes" | "mtimeMs" | "isStored">;

/** A plane of an array: its indexes along the axes before y and x, and when the documents about it were changed. */
interface PlaneOfArray {
  readonly lead: readonly number[];
  readonly changed: number;
}

/** Where a plate lies. */
export interface PlatePlace {
  readonly root: string;
  readonly files: DiskFiles;
}

/** Sizes and times of the files behind a plane: one `stat` per chunk or shard, none in folders that do not exist. */
export async function planeFacts(
  place: PlatePlace,
  array: ZarrNode,
  { lead, changed }: PlaneOfArray,
): Promise<PlaneFacts> {
  let facts: PlaneFacts = { bytes: 0, mtimeMs: changed, isStored: false };
  let [found, absent]: (string | null)[] = [null, null];
  for (const path of chunkPaths(array, lead)) {
    const folder = parentOf(path);
    if (folder === absent) continue;
    const file = await statOrNull(place, path);
    // Object stores have no folders.
    const mayLack = file === null && folder !== found && !(place.files instanceof ObjectFiles);
    if (mayLack && (await statOrNull(place, folder)) === null) absent = folder;
    else found = folder;
    if (file === null) continue;
    facts = { bytes: facts.bytes + file.size, mtimeMs: Math.max(facts.mtimeMs, file.mtimeMs), isStored: true };
  }
  return facts;
}

/** When the documents that describe how to read a field were last changed: those of its image and of its array. */
export async function documentsChanged(
  place: PlatePlace,
  field: Pick<ListedField, "path">,
  array: ZarrNode,
): Promise<number> {
  const [group, own] = array.version === "0.5" ? ["zarr.json", "zarr.json"] : [".zattrs", ".zarray"];
  const paths = [childOf(field.path, group), childOf(array.path, own)];
  const found = await Promise.all(paths.map((path) => statOrNull(place, path)));
  return Math.max(0, ...found.map((file) => file?.mtimeMs ?? 0));
}

async function statOrNull({ root, files }: PlatePlace, path: string) {
  try {
    if (!(files instanceof ObjectFiles)) return await stat(join(root, path));
    const { bytes: size, mtimeMs } = await files.facts(path);
    return { size, mtimeMs };
  } catch (cause) {
    if (systemCode(cause) === "ENOENT") return null;
    const error = storageError(cause, "read", path);
    if (isOhcsError(error, "FILE_NOT_FOUND")) return null;
    throw error;
  }
}
