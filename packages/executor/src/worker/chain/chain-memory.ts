import type {
  AllocatePixels,
  FunctionInput,
  FunctionOutput,
  FunctionResult,
  ImageStack,
  PixelArray,
} from "@ohcs/context";
import type { PixelLease } from "../buffers/pixel-lease.ts";
import { isStack } from "./is-stack.ts";

type Value = FunctionInput | FunctionOutput | null | undefined;

/** Counts the arrays that a function returned, as far as it returned any. */
export function adoptResult(lease: PixelLease, result: FunctionResult | null): void {
  for (const { data } of stacksOf(valuesOf(result))) lease.adopt(data);
}

/** Lends arrays to one call; `keepOnly` takes back those that it did not return. */
export function memoryOfCall(lease: PixelLease): {
  readonly allocate: AllocatePixels;
  readonly keepOnly: (result: FunctionResult) => void;
} {
  const lent: PixelArray[] = [];
  const allocate: AllocatePixels = (dtype, length) => {
    const data = lease.allocate(dtype, length);
    lent.push(data);
    return data;
  };
  const keepOnly = (result: FunctionResult) => {
    const kept = new Set(stacksOf(valuesOf(result)).map(({ data }) => lease.memoryOf(data)));
    for (const data of lent) if (!kept.has(lease.memoryOf(data))) lease.release(data);
  };
  return { allocate, keepOnly };
}

/** Releases values passed between calls that are no longer used. */
export function releaseUnneeded(lease: PixelLease, before: readonly Value[], needed: readonly Value[]): void {
  const kept = new Set(stacksOf(needed).map(({ data }) => lease.memoryOf(data)));
  for (const { data } of stacksOf(before)) if (!kept.has(lease.memoryOf(data))) lease.release(data);
}

/**
 * Takes the inputs that no later call reads out of `held`. Each is taken once: released, its memory may be lent again at once,
 * and a second release would be that of another's samples.
 */
export function takeUnread<Input>(held: Map<string, Input>, isRead: (name: string) => boolean): readonly Input[] {
  const unread = [...held].filter(([name]) => !isRead(name));
  for (const [name] of unread) held.delete(name);
  return unread.map(([, input]) => input);
}

function valuesOf(result: FunctionResult | null): readonly Value[] {
  return [result?.image, ...Object.values(result?.outputs ?? {})];
}

function stacksOf(values: readonly Value[]): readonly ImageStack[] {
  return values.filter(isStack);
}
