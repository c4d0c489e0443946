import { fail } from "../errors.ts";

/** What the package `webgpu` exports. */
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
      throw fail("GPU_PACKAGE_MISSING", "Cannot reach GPUs: expected the package 'webgpu', got none", { cause });
    throw fail("GPU_PACKAGE_UNLOADABLE", `Cannot reach GPUs: expected 'webgpu' to load, got: ${message}`, { cause });
  }
}
