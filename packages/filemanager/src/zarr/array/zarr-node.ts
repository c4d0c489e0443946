import { isOhcsError } from "@ohcs/context";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { decodeUtf8 } from "../../disk/text.ts";
import { parseJson } from "../../json/json-text.ts";
import { childOf } from "../../paths/virtual-path.ts";
import { type Metadata, objectOf } from "../metadata.ts";

/** A group or array as its documents declare it. */
export interface ZarrNode {
  readonly path: string;
  /** By the format of Zarr: `0.5` stands for all versions that lie on Zarr 3. */
  readonly version: "0.4" | "0.5";
  readonly kind: "array" | "group";
  /** The document that declares an array, or that of the group. */
  readonly document: Metadata;
  readonly attributes: Metadata;
}

/**
 * The node at `path` (normalized), or null where no document declares one. A group of version 2 may lack `.zgroup`.
 * @throws `JSON_UNREADABLE`
 */
export async function readNode(files: DiskFiles, path: string): Promise<ZarrNode | null> {
  const three = await readDocument(files, childOf(path, "zarr.json"));
  if (three !== null) {
    const kind = three.node_type === "array" ? "array" : "group";
    return { path, version: "0.5", kind, document: three, attributes: objectOf(three.attributes) };
  }
  const array = await readDocument(files, childOf(path, ".zarray"));
  const group = array ?? (await readDocument(files, childOf(path, ".zgroup")));
  if (group === null) return null;
  const attributes = (await readDocument(files, childOf(path, ".zattrs"))) ?? {};
  return { path, version: "0.4", kind: array === null ? "group" : "array", document: group, attributes };
}

async function readDocument(files: DiskFiles, path: string): Promise<Metadata | null> {
  try {
    return objectOf(parseJson(decodeUtf8(await files.readAll(path), path, "JSON_UNREADABLE"), path));
  } catch (error) {
    if (isOhcsError(error, "FILE_NOT_FOUND", "PATH_KIND_MISMATCH")) return null;
    throw error;
  }
}
