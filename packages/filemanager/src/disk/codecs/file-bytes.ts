import type { FileHandle } from "node:fs/promises";
import type { ByteSource } from "./byte-source.ts";
import { truncated } from "./image-errors.ts";

/** One read of this size brings the header, and mostly the whole image file directory with it. */
const WINDOW_BYTES = 8192;

const NOTHING = new Uint8Array(0);

/** What every system reads in one call. */
const MOST_AT_ONCE = 2 ** 30;

/**
 * The bytes of an open file. Short reads come from the last window, so that a directory costs one system call; there is
 * one window, however often it moves.
 */
export function fileBytes(handle: FileHandle, size: number, path: string): ByteSource {
  let memory = NOTHING;
  let window = { start: 0, bytes: NOTHING };
  const readInto = async (offset: number, target: Uint8Array) => {
    checkRange(offset, target.length, size, path);
    for (let done = 0; done < target.length; ) {
      const { bytesRead } = await handle.read(
        target,
        done,
        Math.min(MOST_AT_ONCE, target.length - done),
        offset + done,
      );
      if (bytesRead === 0) throw truncated(path, `${target.length} bytes at ${offset}`, `${done}`);
      done += bytesRead;
    }
  };
  const read = async (offset: number, length: number) => {
    checkRange(offset, length, size, path);
    const inWindow = offset >= window.start && offset + length <= window.start + window.bytes.length;
    if (!inWindow) {
      const wanted = Math.max(length, Math.min(WINDOW_BYTES, size - offset));
      if (memory.length < wanted) memory = new Uint8Array(Math.max(wanted, Math.min(WINDOW_BYTES, size)));
      const bytes = memory.subarray(0, wanted);
      window = { start: 0, bytes: NOTHING };
      await readInto(offset, bytes);
      window = { start: offset, bytes };
    }
    return window.bytes.subarray(offset - window.start, offset - window.start + length);
  };
  return { path, size, read, readInto };
}

function checkRange(offset: number, length: number, size: number, path: string): void {
  if (offset + length > size) throw truncated(path, `${length} bytes at ${offset}`, `a file of ${size}`);
}
