import { INTERMEDIATE_BACKEND } from "@ohcs/context";
import type { Held } from "./passes.ts";
import type { WellScope } from "./well-scope.ts";

/** Gives the memory of what was read for the last time back. */
export async function freeProducts({ products, storage, bytes }: WellScope, held: readonly Held[]): Promise<void> {
  for (const { step, output, index } of held)
    for (const { path, bytes: size } of products.take(step, output, index)) {
      await storage.delete(path, INTERMEDIATE_BACKEND);
      bytes.release(size);
    }
}
