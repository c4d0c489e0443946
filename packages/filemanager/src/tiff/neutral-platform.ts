import { allocatePixels } from "@ohcs/context";
import { Z_FINISH, Z_STREAM_END, ZStream, zlibInflate, zlibInflateInit } from "pako";
import type { CodecPlatform } from "../disk/codecs/codec-platform.ts";
import { mostAttempted } from "../disk/codecs/tiff/segment-codecs.ts";

/** What needs nothing of Node. */
export const NEUTRAL_PLATFORM: CodecPlatform = { inflate, decodeJpegPage: null, allocate: allocatePixels };

/** Data that go on beyond `decoded` are decoded to their end, as in Node, so that damage is noticed there too. */
function inflate(encoded: Uint8Array, decoded: Uint8Array, share: number): number {
  const stream = new ZStream();
  zlibInflateInit(stream);
  Object.assign(stream, { input: encoded, avail_in: encoded.length });
  let isEnd = inflateInto(stream, decoded);
  const bytes = stream.total_out;
  const spare = mostAttempted(encoded, decoded, share) - bytes;
  if (!isEnd && bytes === decoded.length && spare > 0) isEnd = inflateInto(stream, new Uint8Array(spare));
  if (!isEnd) throw new Error(stream.msg || "unexpected end of data");
  return bytes;
}

/** Did the stream end, its checksum included? */
function inflateInto(stream: ZStream, output: Uint8Array): boolean {
  Object.assign(stream, { output, next_out: 0, avail_out: output.length });
  return zlibInflate(stream, Z_FINISH) === Z_STREAM_END;
}
