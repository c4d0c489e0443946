import type { OpenFile } from "../file-system.ts";
import { type ByteSource, WINDOW_BYTES } from "./byte-source.ts";
import { truncated } from "./image-errors.ts";
import { NODE_PLATFORM } from "./node-platform.ts";

const NOTHING = new Uint8Array(0);

/** Every system reads this much in one call. */
const MOST_AT_ONCE = 2 ** 30;

/**
 * The bytes of an open file. Reads inside the last window are served from it, so that a directory costs one system
 * call, and so does a small file; the one window is reused when it moves.
 */
export function fileBytes(handle: Pick<OpenFile, "read">, size: number, path: string): ByteSource {
  let memory: Uint8Array = NOTHING;
  let window: { readonly start: number; readonly bytes: Uint8Array } = { start: 0, bytes: NOTHING };
  const fromFile = async (offset: number, target: Uint8Array) => {
    for (let done = 0; done < target.length; ) {
      const { bytesRead } = await handle.read(
        target,
        done,
        Math.min(MOST_AT_ONCE, target.length - done),
        offset + done,
      );
      if (bytesRead === 0) throw truncated(path, `${target.length} bytes at byte ${offset}`, `${done} bytes`);
      done += bytesRead;
    }
  };
  const inWindow = (offset: number, length: number) =>
    offset >= window.start && offset + length <= window.start + window.bytes.length;
  const windowPart = (offset: number, length: number) =>
    window.bytes.subarray(offset - window.start, offset - window.start + length);
  const readInto = async (offset: number, target: Uint8Array) => {
    checkRange(offset, target.length, size, path);
    if (inWindow(offset, target.length)) target.set(windowPart(offset, target.length));
    else await fromFile(offset, target);
  };
  const read = async (offset: number, length: number) => {
    checkRange(offset, length, size, path);
    if (!inWindow(offset, length)) {
      const wanted = Math.max(length, Math.min(WINDOW_BYTES, size - offset));
      if (memory.length < wanted)
        memory = NODE_PLATFORM.allocate("uint8", Math.max(wanted, Math.min(WINDOW_BYTES, size)));
      const bytes = memory.subarray(0, wanted);
      window = { start: 0, bytes: NOTHING };
      await fromFile(offset, bytes);
      window = { start: offset, bytes };
    }
    return windowPart(offset, length);
  };
  return { path, size, platform: NODE_PLATFORM, read, readInto };
}

function checkRange(offset: number, length: number, size: number, path: string): void {
  if (offset + length > size) throw truncated(path, `${length} bytes at byte ${offset}`, `a file of ${size} bytes`);
}
