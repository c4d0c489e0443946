import { type AllocatePixels, dtypeOf } from "@ohcs/context";
import { fail } from "../errors.ts";
import { emptyLike, type PixelArray } from "../plane.ts";
import { compiled } from "./compiled.ts";
import type { WasmKernels } from "./wasm-kernels.ts";

const PAGE = 0x10000;
const MOST_PAGES = 0x10000;
/**
 * Memory of WebAssembly never shrinks: an instance with more than this is dropped once it is idle. Planes of 2160 × 2160 px full of nuclei
 * take less: memory that the system has to give again for each of them costs a tenth of the time.
 */
const KEPT_BYTES = 0xa000000;
/** Vectors may be read and written past the end of what is allocated, by less than this. */
export const MARGIN = 64;

/** Memory for one computation: what is allocated in it is gone when it ends. */
export interface Arena {
  /** The address of `bytes` bytes with anything in them, aligned to 64. @throws KERNEL_MEMORY_EXHAUSTED */
  allocate(bytes: number): number;
  /** Keeps only so many bytes of what was allocated last, at `address`. */
  shrink(address: number, bytes: number): void;
  /** The address of a copy of `data`. @throws KERNEL_MEMORY_EXHAUSTED */
  upload(data: PixelArray): number;
  /** A copy of `length` samples of the type of `like` at an address, in an array for results. */
  download<T extends PixelArray>(address: number, like: T, length?: number): T;
  /** The samples at an address as they are, until memory is allocated or the computation ends. */
  view<T extends PixelArray>(address: number, like: T, length?: number): T;
}

let current: InstanceArena | undefined;
let allocateResult: AllocatePixels | undefined;
let shared: WebAssembly.Module | undefined;

/** Runs `compute` with the kernels of WebAssembly and an arena of its own. Computations may nest. */
export function inArena<R>(compute: (kernels: WasmKernels, arena: Arena) => R): R {
  current ??= new InstanceArena();
  const arena = current;
  const mark = arena.top;
  try {
    return compute(arena.kernels, arena);
  } finally {
    arena.top = mark;
    if (arena.isOutgrown()) current = undefined;
  }
}

/**
 * Runs `compute`, which must not be asynchronous, with the planes that kernels return in arrays of `allocate`; without it, as
 * everywhere else, in new ones.
 */
export function withResultsIn<R>(allocate: AllocatePixels | undefined, compute: () => R): R {
  const before = allocateResult;
  allocateResult = allocate;
  try {
    return compute();
  } finally {
    allocateResult = before;
  }
}

/** An array for results of the type of `like`, with anything in it. */
export function arrayForResult<T extends PixelArray>(like: T, length = like.length): T {
  const dtype = dtypeOf(like);
  if (allocateResult === undefined || dtype === null) return emptyLike(like, length);
  return allocateResult(dtype, length) as T;
}

/** An array for results with the samples of `data`. */
export function copyForResult<T extends PixelArray>(data: T): T {
  // A copy of the platform is memory that is not cleared first.
  if (allocateResult === undefined) return data.slice() as T;
  const copy = arrayForResult(data);
  copy.set(data);
  return copy;
}

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

function endOf(address: number, bytes: number): number {
  return address + Math.ceil((bytes + MARGIN) / MARGIN) * MARGIN;
}

class InstanceArena implements Arena {
  readonly kernels: WasmKernels;
  readonly #start: number;
  top: number;

  constructor() {
    this.kernels = new WebAssembly.Instance(moduleOfKernels()).exports as unknown as WasmKernels;
    this.#start = this.kernels.arenaStart();
    this.top = this.#start;
  }

  allocate(bytes: number): number {
    const address = this.top;
    const end = endOf(address, bytes);
    const missing = Math.ceil(end / PAGE) - this.kernels.memory.buffer.byteLength / PAGE;
    if (missing > 0) this.#grow(missing, end);
    this.top = end;
    return address;
  }

  shrink(address: number, bytes: number): void {
    this.top = endOf(address, bytes);
  }

  upload(data: PixelArray): number {
    const address = this.allocate(data.byteLength);
    this.view(address, data).set(data);
    return address;
  }

  download<T extends PixelArray>(address: number, like: T, length = like.length): T {
    return copyForResult(this.view(address, like, length));
  }

  view<T extends PixelArray>(address: number, like: T, length = like.length): T {
    const ArrayType = like.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => T;
    return new ArrayType(this.kernels.memory.buffer, address, length);
  }

  isOutgrown(): boolean {
    return this.top === this.#start && this.kernels.memory.buffer.byteLength > KEPT_BYTES;
  }

  #grow(pages: number, bytes: number): void {
    const { memory } = this.kernels;
    try {
      if (memory.buffer.byteLength / PAGE + pages > MOST_PAGES) throw new RangeError("more than 4 GiB");
      memory.grow(pages);
    } catch (cause) {
      const message = `Cannot hold planes: expected ${Math.ceil(bytes / 0x100000)} MiB of memory, got ${String(cause)}`;
      throw fail("KERNEL_MEMORY_EXHAUSTED", message, { cause });
    }
  }
}
