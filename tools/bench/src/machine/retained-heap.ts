import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
/** Collects all garbage of this thread, now. */
export const collectGarbage = runInNewContext("gc") as () => void;

/** Makes a value and returns the bytes of heap that it retains, measured with garbage collections before and after. */
export function retainedHeap<Value>(make: () => Value): { readonly value: Value; readonly bytes: number } {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const value = make();
  collectGarbage();
  return { value, bytes: process.memoryUsage().heapUsed - before };
}
