import { fail } from "../errors.ts";
import type { PixelArray } from "../plane.ts";
import { compiled, type WasmKernels } from "./compiled.ts";
import { LentBlocks } from "./lent-blocks.ts";

const PAGE = 0x10000;
const MOST_PAGES = 0x10000;
/** What constants take, and a few samples. */
const FEWEST_PAGES = 8;
/**
 * Memory of WebAssembly never shrinks: an instance that used more than this is dropped once it is idle. Planes of 2160 × 2160 px full of nuclei
 * take less: memory that the system has to give again for each of them costs a tenth of the time.
 */
const KEPT_BYTES = 0xa000000;
/** Vectors may be read and written past the end of what is allocated, by less than this. */
export const MARGIN = 64;

/** Memory for one computation: what is allocated in it is gone when it ends. */
export interface Arena {
  readonly kernels: WasmKernels;
  /** The address of `bytes` bytes with anything in them, aligned to 64. @throws KERNEL_MEMORY_EXHAUSTED */
  allocate(bytes: number): number;
  /** Keeps only so many bytes of what was allocated last, at `address`. */
  shrink(address: number, bytes: number): void;
  /** The address of a copy of `data`. @throws KERNEL_MEMORY_EXHAUSTED */
  upload(data: PixelArray): number;
  /** The address of `data` where it lies, or of a copy: nothing may be written there. @throws KERNEL_MEMORY_EXHAUSTED */
  read(data: PixelArray): number;
  /** The address of `data` if it lies in this memory, else null: nothing may be written there. */
  placeOf(data: PixelArray): number | null;
  /** The same of an array for results that is a whole plane, so that vectors past its end hit no other; null for a part. */
  placeOfWhole(data: PixelArray): number | null;
  /** The samples at an address as they are, until memory is allocated or the computation ends. */
  view<T extends PixelArray>(address: number, like: T, length?: number): T;
}

let shared: WebAssembly.Module | undefined;

function decodedBytes(base64: string): Uint8Array<ArrayBuffer> {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

/** Compiled when the first kernel is called; other threads of a process that compile the same bytes find them compiled. */
function moduleOfKernels(): WebAssembly.Module {
  shared ??= new WebAssembly.Module(decodedBytes(compiled));
  return shared;
}

function roomFor(bytes: number): number {
  return Math.ceil((bytes + MARGIN) / MARGIN) * MARGIN;
}

function exhausted(bytes: number, cause: unknown): Error {
  const message = `Cannot hold planes: expected ${Math.ceil(bytes / 0x100000)} MiB of memory, got ${String(cause)}`;
  return fail("KERNEL_MEMORY_EXHAUSTED", message, { cause });
}

/** Memory that cannot grow never moves: arrays of others may lie in it. @throws KERNEL_MEMORY_EXHAUSTED */
function memoryOf(pages: number | null): WebAssembly.Memory {
  if (pages === null) return new WebAssembly.Memory({ initial: FEWEST_PAGES });
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (cause) {
    throw exhausted(pages * PAGE, cause);
  }
}

/** An instance of the kernels whose memory grows as needed; with `pages` it has so many from the beginning, and planes may lie at their end. */
export class InstanceArena implements Arena {
  readonly kernels: WasmKernels;
  readonly #memory: WebAssembly.Memory;
  readonly #planes: LentBlocks | null;
  #highest = 0;
  #top: number;
  #running = 0;

  constructor(pages: number | null) {
    this.#memory = memoryOf(pages);
    const imports = { env: { memory: this.#memory } };
    this.kernels = new WebAssembly.Instance(moduleOfKernels(), imports).exports as unknown as WasmKernels;
    this.#planes = pages === null ? null : new LentBlocks(this.#memory.buffer);
    this.#top = this.kernels.arenaStart();
  }

  allocate(bytes: number): number {
    const address = this.#top;
    const end = address + roomFor(bytes);
    if (end > (this.#planes?.lowest ?? this.#memory.buffer.byteLength)) this.#grow(end);
    this.#top = end;
    if (end > this.#highest) this.#highest = end;
    return address;
  }

  shrink(address: number, bytes: number): void {
    this.#top = address + roomFor(bytes);
  }

  upload(data: PixelArray): number {
    const address = this.allocate(data.byteLength);
    this.view(address, data).set(data);
    return address;
  }

  placeOf(data: PixelArray): number | null {
    return this.wholeOf(data) === null ? null : data.byteOffset;
  }

  placeOfWhole(data: PixelArray): number | null {
    const whole = this.wholeOf(data);
    return whole?.byteOffset === data.byteOffset && whole.byteLength === data.byteLength ? data.byteOffset : null;
  }

  read(data: PixelArray): number {
    return this.placeOf(data) ?? this.upload(data);
  }

  view<T extends PixelArray>(address: number, like: T, length = like.length): T {
    const ArrayType = like.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => T;
    return new ArrayType(this.#memory.buffer, address, length);
  }

  /** An array of so many samples for a plane; null where there is no room. */
  lend<T extends PixelArray>(like: T, length: number): T | null {
    return this.#planes?.lend(like, length, roomFor(length * like.BYTES_PER_ELEMENT), this.#top) ?? null;
  }

  /** The array that was lent of which `data` is a part, or which it is; null for others. */
  wholeOf(data: PixelArray): PixelArray | null {
    return this.#planes?.wholeOf(data) ?? null;
  }

  /** Takes back an array that was lent. */
  takeBack(data: PixelArray): void {
    this.#planes?.takeBack(data);
  }

  /** Runs a computation, at whose end all that it allocated is free. */
  run<R>(compute: (kernels: WasmKernels, arena: Arena) => R): R {
    const mark = this.#top;
    this.#running++;
    try {
      return compute(this.kernels, this);
    } finally {
      this.#top = mark;
      this.#running--;
    }
  }

  get isIdle(): boolean {
    return this.#running === 0;
  }

  /** Is it idle, without planes, and too large to be kept? */
  get isOutgrown(): boolean {
    if (!this.isIdle) return false;
    if (this.#planes === null) return this.#memory.buffer.byteLength > KEPT_BYTES;
    const isEmpty = this.#planes.lowest === this.#memory.buffer.byteLength;
    return isEmpty && Math.max(this.#highest, this.#planes.usedBytes) > KEPT_BYTES;
  }

  #grow(end: number): void {
    const pages = Math.ceil(end / PAGE) - this.#memory.buffer.byteLength / PAGE;
    try {
      if (this.#planes !== null) throw new RangeError("what planes leave of a memory for planes");
      if (this.#memory.buffer.byteLength / PAGE + pages > MOST_PAGES) throw new RangeError("more than 4 GiB");
      this.#memory.grow(pages);
    } catch (cause) {
      throw exhausted(end, cause);
    }
  }
}
