import { type Dtype, isOhcsError } from "@ohcs/context";
import * as zarr from "zarrita";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { type AbsentChunks, ChunkStore } from "./chunk-store.ts";
import { codecNames } from "./codec-names.ts";
import type { ZarrNode } from "./zarr-node.ts";

/** Sample types that are read, and what they become. */
const READ_AS: Readonly<Record<string, Dtype>> = {
  uint8: "uint8",
  uint16: "uint16",
  uint32: "uint32",
  int8: "int32",
  int16: "int32",
  int32: "int32",
  float32: "float32",
  float64: "float64",
};

/** An array that can be read: as zarrita has it, and the sample type that its planes are given. */
export interface OpenArray {
  readonly array: zarr.Array<zarr.DataType, ChunkStore>;
  readonly dtype: Dtype;
}

/**
 * Opens an array of either version without reading a chunk; it is refused here where its chunks could not be decoded.
 * @throws `IMAGE_UNREADABLE`, `IMAGE_UNSUPPORTED`
 */
export async function openArray(files: DiskFiles, node: ZarrNode, absent: AbsentChunks): Promise<OpenArray> {
  const { path, version } = node;
  try {
    const place = zarr.root(new ChunkStore(files, node, absent)).resolve(path);
    refuseUnknownCodecs(node);
    const open = version === "0.5" ? zarr.open.v3(place, { kind: "array" }) : openTwo(place);
    const array = await open;
    const dtype = READ_AS[array.dtype];
    if (dtype === undefined) throw unsupported(path, `samples of ${Object.keys(READ_AS).join(", ")}`, array.dtype);
    return { array, dtype };
  } catch (error) {
    throw readError(error, path);
  }
}

function openTwo(place: zarr.Location<ChunkStore>) {
  return zarr.open.v2(place, { kind: "array", attrs: false });
}

/** What went wrong with an array as an error of ours that names it. */
export function readError(error: unknown, path: string): unknown {
  if (isOhcsError(error) || (error instanceof DOMException && error.name === "AbortError")) return error;
  const isForeign = zarr.isZarritaError(error, "InvalidMetadataError") && /unsupported/i.test(String(error));
  if (isForeign || zarr.isZarritaError(error, "UnknownCodecError", "UnsupportedError"))
    return unsupported(path, "codecs and samples that are known", String((error as Error).message), error);
  return fail("IMAGE_UNREADABLE", `Cannot read '${path}': expected a Zarr array, got '${String(error)}'`, {
    cause: error,
    details: { path },
  });
}

function refuseUnknownCodecs(node: ZarrNode): void {
  const unknown = codecNames(node).filter((name) => !zarr.registry.has(name));
  if (unknown.length > 0) throw unsupported(node.path, "codecs that are known", unknown.join(", "));
}

function unsupported(path: string, expected: string, got: string, cause?: unknown): Error {
  return fail("IMAGE_UNSUPPORTED", `Cannot read '${path}': expected ${expected}, got '${got}'`, {
    cause,
    details: { path },
  });
}
