import { fail } from "../../errors.ts";
import type { NgffVersion } from "../array/array-layout.ts";
import type { ChunkCodec } from "../codecs/chunk-codec.ts";
import { checkCodec, checkVersion } from "../zarr-options.ts";
import type { PlateStorage } from "./storage-options.ts";

/** Storage options with all defaults filled in. */
export interface CheckedStorage {
  readonly version: NgffVersion;
  readonly codec: ChunkCodec;
  readonly chunk: number | null;
  readonly shard: boolean;
  readonly levels: number | null;
}

/** Lengths of chunks and shards of one level, by axis. */
interface ChunkShapes {
  readonly chunk: readonly number[];
  readonly shard: readonly number[] | null;
}

const CHUNK_IN_SHARD = 1024;
const LARGEST_WHOLE = 2560;

/** @throws `BACKEND_OPTION_INVALID` */
export function checkStorage(storage: PlateStorage): CheckedStorage {
  const { ngffVersion: version = "0.5", codec = {}, chunk = null, levels = null } = storage;
  const { shard = version !== "0.4" } = storage;
  checkVersion(version, invalid);
  if (shard && version === "0.4") throw invalid("shard", "false in 0.4, which has no shards", shard);
  if (chunk !== null && !(Number.isInteger(chunk) && chunk >= 16)) throw invalid("chunk", "16 pixels or more", chunk);
  if (levels !== null && !(Number.isInteger(levels) && levels >= 1)) throw invalid("levels", "1 or more", levels);
  return { version, codec: checkCodec(codec), chunk, shard, levels };
}

/** The chunks of an array whose planes are written one by one; a plane of one chunk needs no shard. */
export function chunkShapes(shape: readonly number[], { chunk, shard }: CheckedStorage): ChunkShapes {
  const plane = shape.slice(-2);
  const ones = shape.slice(0, -2).map(() => 1);
  const isSmall = Math.max(...plane) <= LARGEST_WHOLE;
  const side = chunk ?? (shard || !isSmall ? CHUNK_IN_SHARD : LARGEST_WHOLE);
  const chunks = plane.map((length) => Math.min(side, length));
  const shards = plane.map((length, i) => Math.ceil(length / (chunks[i] ?? 1)) * (chunks[i] ?? 1));
  const isOne = chunks.every((length, i) => length === shards[i]);
  return { chunk: [...ones, ...chunks], shard: shard && !isOne ? [...ones, ...shards] : null };
}

function invalid(option: string, expected: string, got: unknown): Error {
  const message = `Cannot store a plate: expected '${option}' to be ${expected}, got '${got}'`;
  return fail("BACKEND_OPTION_INVALID", message, { details: { option } });
}
