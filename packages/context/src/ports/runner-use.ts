import type { ModuleReference } from "../function/function-reference.ts";
import type { BackendOptions } from "./choice.ts";

/** A runner in records: where it comes from, and its options, plain JSON. */
export interface RunnerUse {
  readonly use: ModuleReference;
  readonly with: BackendOptions;
}
