import { type Dtype, isOhcsError } from "@ohcs/context";
import * as zarr from "zarrita";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { boundCodecs } from "../codecs/bounded-codecs.ts";
import { UnsupportedFormat } from "../codecs/stated-sizes.ts";
import { type ArrayGrid, arrayGrid } from "./array-grid.ts";
import { type AbsentChunks, ChunkStore } from "./chunk-store.ts";
import { unknownCodecs } from "./codec-names.ts";
import type { ZarrNode } from "./zarr-node.ts";

/** Sample types that are read, and what they become. */
const READ_AS: ReadonlyMap<string, Dtype> = new Map<string, Dtype>([
  ["uint8", "uint8"],
  ["uint16", "uint16"],
  ["uint32", "uint32"],
  ["int8", "int32"],
  ["int16", "int32"],
  ["int32", "int32"],
  ["float32", "float32"],
  ["float64", "float64"],
]);

/** An array that can be read: zarrita's array, its chunk grid, and the sample type of its planes. */
export interface OpenArray {
  readonly array: zarr.Array<zarr.DataType, ChunkStore>;
  readonly grid: ArrayGrid;
  readonly dtype: Dtype;
}

/**
 * Opens an array of either version without reading a chunk; arrays that could not be decoded, or exceed the limits, are
 * refused here.
 * @throws `IMAGE_UNREADABLE`, `IMAGE_UNSUPPORTED`, `CODEC_UNSUPPORTED`, `ZARR_TOO_LARGE`
 */
export async function openArray(files: DiskFiles, node: ZarrNode, absent: AbsentChunks): Promise<OpenArray> {
  const { path, version } = node;
  const unknown = unknownCodecs(node);
  if (unknown.length > 0) throw undecodable(path, unknown.join(", "));
  const grid = arrayGrid(node);
  boundCodecs();
  try {
    const place = zarr.root(new ChunkStore(files, node, absent)).resolve(path);
    const array = await (version === "0.5" ? zarr.open.v3(place, { kind: "array" }) : openTwo(place));
    const dtype = READ_AS.get(array.dtype);
    if (dtype === undefined) throw unsupported(path, array.dtype);
    return { array, grid, dtype };
  } catch (error) {
    throw readError(error, path);
  }
}

function openTwo(place: zarr.Location<ChunkStore>) {
  return zarr.open.v2(place, { kind: "array", attrs: false });
}

/** A failure with an array as an `OhcsError` that names it. */
export function readError(error: unknown, path: string): unknown {
  if (isOhcsError(error) || (error instanceof DOMException && error.name === "AbortError")) return error;
  // The codec's own error is informative; the wrapper around it is not.
  const reason = zarr.isZarritaError(error, "CodecPipelineError") ? error.cause : error;
  const got = reason instanceof Error ? reason.message : typeof reason;
  if (zarr.isZarritaError(reason, "InvalidMetadataError") && /unsupported/i.test(got))
    return unsupported(path, got, error);
  if (reason instanceof UnsupportedFormat || zarr.isZarritaError(reason, "UnknownCodecError", "UnsupportedError"))
    return undecodable(path, got, error);
  return fail("IMAGE_UNREADABLE", `Cannot read '${path}': expected a Zarr array, got '${got}'`, {
    cause: error,
    details: { path },
  });
}

function undecodable(path: string, got: string, cause?: unknown): Error {
  return fail("CODEC_UNSUPPORTED", `Cannot read '${path}': unsupported codec '${got}'`, {
    cause,
    details: { path },
  });
}

function unsupported(path: string, got: string, cause?: unknown): Error {
  const expected = `samples of ${[...READ_AS.keys()].join(", ")}`;
  return fail("IMAGE_UNSUPPORTED", `Cannot read '${path}': expected ${expected}, got '${got}'`, {
    cause,
    details: { path },
  });
}
