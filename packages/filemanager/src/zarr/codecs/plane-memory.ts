import type { PixelArray } from "@ohcs/context";

/** What is kept for planes to come. */
const MOST_BYTES = 2 ** 24;
const idle: PixelArray[] = [];
let idleBytes = 0;
/** Memory of chunks by its buffer: arrays of other types lie in it. */
const chunks = new WeakMap<ArrayBufferLike, Uint8Array>();

/** An array of the type of `like` with unspecified contents: one that was given back, where there is one of that length. */
export function takePixels(like: PixelArray, length: number): PixelArray {
  const at = idle.findIndex((one) => one.length === length && one.constructor === like.constructor);
  const [found] = at < 0 ? [] : idle.splice(at, 1);
  if (found === undefined) return new (like.constructor as new (length: number) => PixelArray)(length);
  idleBytes -= found.byteLength;
  return found;
}

/** Gives memory back that nothing reads any more; what was given back longest ago makes room for it. */
export function givePixels(pixels: PixelArray): void {
  if (pixels.byteLength > MOST_BYTES) return;
  idle.push(pixels);
  idleBytes += pixels.byteLength;
  while (idleBytes > MOST_BYTES) idleBytes -= idle.shift()?.byteLength ?? 0;
}

/** The same for the bytes of a chunk: compressed ones differ in length, and take memory for up to an eighth more. */
export function takeChunk(bytes: number): Uint8Array {
  const step = 2 ** Math.max(6, Math.floor(Math.log2(bytes)) - 3);
  const chunk = takePixels(new Uint8Array(0), Math.ceil(bytes / step) * step) as Uint8Array;
  chunks.set(chunk.buffer, chunk);
  return chunk.subarray(0, bytes);
}

/** Gives back what {@link takeChunk} gave, in which `samples` lie; nothing is done for others. */
export function giveChunk({ buffer }: PixelArray): void {
  const chunk = chunks.get(buffer);
  if (chunk === undefined) return;
  chunks.delete(buffer);
  givePixels(chunk);
}
