import { fail } from "../errors.ts";

/** The exports of the package `webgpu`. */
export interface Dawn {
  create(flags: string[]): GPU;
}

/**
 * Loads the optional package and sets WebGPU's globals.
 * @throws `GPU_PACKAGE_MISSING`, `GPU_PACKAGE_UNLOADABLE`
 */
export async function loadDawn(): Promise<Dawn> {
  try {
    const { create, globals } = await import("webgpu");
    Object.assign(globalThis, globals);
    return { create };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ERR_MODULE_NOT_FOUND" && message.includes("'webgpu'"))
      throw fail("GPU_PACKAGE_MISSING", "Cannot use GPUs: the package 'webgpu' is not installed", { cause });
    throw fail("GPU_PACKAGE_UNLOADABLE", `Cannot use GPUs: the package 'webgpu' does not load: ${message}`, { cause });
  }
}
