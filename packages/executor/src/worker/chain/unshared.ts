import type { FunctionOutput, ImageStack } from "@ohcs/context";
import type { PixelLease } from "../buffers/pixel-lease.ts";
import type { ChainResult } from "./chain-result.ts";
import { isStack } from "./is-stack.ts";

/**
 * The value in an array that no function looks at any more. What one made itself it may use again at its next call, so
 * that is copied; an array that was lent to it, or that came from another worker, is ours.
 */
export function unshared<Value extends FunctionOutput>(value: Value, lease: PixelLease): Value {
  if (!isStack(value) || lease.owns(value.data)) return value;
  const stack: ImageStack = value;
  lease.disown(stack.data);
  const data = lease.allocate(stack.dtype, stack.data.length);
  data.set(stack.data);
  return { ...stack, data } as Value & ImageStack;
}

/** All that a chain made, likewise. */
export function unsharedResult({ image, outputs, notices }: ChainResult, lease: PixelLease): ChainResult {
  return {
    image: image === null ? null : unshared(image, lease),
    outputs: new Map([...outputs].map(([name, value]) => [name, unshared(value, lease)])),
    notices,
  };
}
