import type { WasmKernels } from "./compiled.ts";
import { type Arena, InstanceArena } from "./instance-arena.ts";

export type { Arena } from "./instance-arena.ts";

let current: InstanceArena | undefined;
/** Pages that an instance has from the beginning, with room for planes; null where it grows. */
let reserved: number | null = null;

/** The instance that computes. @throws KERNEL_MEMORY_EXHAUSTED where pages are reserved that the system does not give */
export function currentArena(): InstanceArena {
  current ??= new InstanceArena(reserved);
  return current;
}

/** That instance, unless it is yet to be made. */
export function arenaNow(): InstanceArena | undefined {
  return current;
}

/** Runs `compute` with the kernels of WebAssembly and an arena of its own. Computations may nest. */
export function inArena<R>(compute: (kernels: WasmKernels, arena: Arena) => R): R {
  try {
    return currentArena().run(compute);
  } finally {
    dropOutgrown();
  }
}

/** Lets an instance go that is too large to be kept, when nothing needs it. */
export function dropOutgrown(): void {
  if (current?.isOutgrown) current = undefined;
}

/** From now on an instance has so many pages from the beginning; null: it grows. @throws KERNEL_MEMORY_EXHAUSTED, and nothing changes then */
export function reservePages(pages: number | null): void {
  current = pages === null ? undefined : new InstanceArena(pages);
  reserved = pages;
}
