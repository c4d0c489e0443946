import type { ProcessingContext } from "@ohcs/context";
import { gpuOf } from "./gpu-trouble.ts";

/** The adapters that contexts were compiled for. */
export function adaptersOf(contexts: readonly ProcessingContext[]): ReadonlySet<string> {
  return new Set(contexts.flatMap((context) => gpuOf(context)?.adapter ?? []));
}
