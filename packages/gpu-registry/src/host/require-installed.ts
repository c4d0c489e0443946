import { createRequire } from "node:module";
import { fail } from "../errors.ts";
import type { ProviderReference } from "./provider-reference.ts";

/** Looks for the package that a provider loads, as the provider will, without loading it. @throws `GPU_PACKAGE_MISSING` */
export function requireInstalled({ url, requires }: ProviderReference): void {
  if (requires === undefined) return;
  try {
    createRequire(url).resolve(requires);
  } catch (cause) {
    // Of a package that is there, whatever it is like, its process says more.
    if ((cause as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") return;
    throw fail("GPU_PACKAGE_MISSING", `Cannot use GPUs: the package '${requires}' is not installed`, { cause });
  }
}
