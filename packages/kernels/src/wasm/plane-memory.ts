import { type AllocatePixels, allocatePixels } from "@ohcs/context";
import { expectParameter, type PixelArray } from "../plane.ts";
import { arenaNow, currentArena, dropOutgrown, reservePages } from "./arena.ts";

/** Planes in the memory of kernels: these read and write them where they lie. */
export interface PlaneMemory {
  /** An array with anything in it; where no room is left one of its own, which kernels copy. */
  readonly allocate: AllocatePixels;
  /** The array that was given and not released of which `data` is a part, or which it is; null for others. */
  readonly wholeOf: (data: PixelArray) => PixelArray | null;
  /** Lets the memory of an array be used again; nothing is done for arrays from elsewhere. */
  readonly release: (data: PixelArray) => void;
  /** Ends it: kernels copy again, and its memory goes back to the system when none of its arrays is used any more. */
  readonly close: () => void;
}

const PAGE = 0x10000;
let isOpen = false;

/**
 * Opens a memory for planes, one at a time in a thread, of `bytes` addresses for planes and for what kernels need besides. Only what is used
 * takes memory (Windows counts all of it), and when planes, or a kernel, used more than 160 MiB of it, they are given back as soon as all planes are released.
 *
 * Its arrays are parts of one large buffer: `structuredClone` and `postMessage` would copy all of it, so that they must be given a copy. What was
 * released must not be used any more.
 *
 * @throws PARAMETER_INVALID unless `bytes` are 1 MiB to 4 GiB, or where a memory is open or a kernel runs; KERNEL_MEMORY_EXHAUSTED where the system has no such range
 */
export function openPlaneMemory(bytes = 2 ** 30): PlaneMemory {
  const subject = "open a memory for planes";
  expectParameter(bytes >= 2 ** 20 && bytes <= 2 ** 32, subject, "1 MiB to 4 GiB", bytes);
  expectParameter(!isOpen && (arenaNow()?.isIdle ?? true), subject, "none that is open, and no kernel at work", "one");
  reservePages(Math.floor(bytes / PAGE));
  isOpen = true;
  return new OpenPlaneMemory();
}

class OpenPlaneMemory implements PlaneMemory {
  #isClosed = false;

  readonly allocate: AllocatePixels = (dtype, length) =>
    (this.#isClosed ? null : currentArena().lend(allocatePixels(dtype, 0), length)) ?? allocatePixels(dtype, length);

  readonly wholeOf = (data: PixelArray): PixelArray | null =>
    this.#isClosed ? null : (arenaNow()?.wholeOf(data) ?? null);

  readonly release = (data: PixelArray): void => {
    if (this.#isClosed) return;
    arenaNow()?.takeBack(data);
    dropOutgrown();
  };

  readonly close = (): void => {
    if (this.#isClosed) return;
    this.#isClosed = true;
    isOpen = false;
    reservePages(null);
  };
}
