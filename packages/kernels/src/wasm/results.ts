import { type AllocatePixels, dtypeOf } from "@ohcs/context";
import { emptyLike, type PixelArray } from "../plane.ts";

let lender: AllocatePixels | undefined;

/**
 * Runs `compute`, which must not be asynchronous, with the planes that kernels return in arrays of `allocate`; without it, as
 * everywhere else, in new ones.
 */
export function withResultsIn<R>(allocate: AllocatePixels | undefined, compute: () => R): R {
  const before = lender;
  lender = allocate;
  try {
    return compute();
  } finally {
    lender = before;
  }
}

/** An array for results of the type of `like` that was lent, with anything in it; null where none is lent. */
export function lentForResult<T extends PixelArray>(like: T, length = like.length): T | null {
  const dtype = lender === undefined ? null : dtypeOf(like);
  return dtype === null ? null : (lender?.(dtype, length) as T);
}

/** An array for results of the type of `like`, with anything in it. */
export function arrayForResult<T extends PixelArray>(like: T, length = like.length): T {
  return lentForResult(like, length) ?? emptyLike(like, length);
}

/** An array for results with the samples of `data`. */
export function copyForResult<T extends PixelArray>(data: T): T {
  const copy = lentForResult(data);
  // A copy of the platform is memory that is not cleared first.
  if (copy === null) return data.slice() as T;
  copy.set(data);
  return copy;
}
