import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheFolder, mustHaveSwiftShader, unpackedOnce } from "./chromium-package.ts";

/** A driver for Vulkan that computes on the CPU. */
export interface SoftwareDriver {
  readonly name: string;
  /** Prefix of the names of its adapters. */
  readonly adapter: string;
  /** The file from which Vulkan's loader loads it. */
  readonly icd: string;
}

/**
 * SwiftShader and the loader, unpacked from the package `@sparticuz/chromium`; null if that is not installed, and on
 * systems other than Linux on x64.
 */
export function swiftShader(): SoftwareDriver | null {
  if (!mustHaveSwiftShader) return null;
  const folder = unpackedOnce("swiftshader", "swiftshader.tar");
  return { name: "SwiftShader", adapter: "SwiftShader", icd: join(folder, "vk_swiftshader_icd.json") };
}

/** Mesa's driver where `.ci/run` has found or installed one that Dawn accepts. */
export function lavapipe(): SoftwareDriver | null {
  const icd = process.env.OHCS_LAVAPIPE_ICD ?? "";
  return icd === "" ? null : { name: "lavapipe", adapter: "llvmpipe", icd };
}

/** The drivers of this machine, the slowest first. */
export function softwareDrivers(): readonly SoftwareDriver[] {
  return [swiftShader(), lavapipe()].filter((driver) => driver !== null);
}

/** The environment in which a process sees exactly these drivers. */
export function driverEnv(...drivers: readonly SoftwareDriver[]): Readonly<Record<string, string>> {
  const libraries = [cacheFolder("swiftshader"), process.env.LD_LIBRARY_PATH ?? ""].filter((path) => path !== "");
  const files = drivers.map(({ icd }) => icd).join(":") || "/nowhere/no-driver.json";
  // Mesa warns where there is no folder for the session; the loader of SwiftShader serves both.
  const paths = { VK_DRIVER_FILES: files, LD_LIBRARY_PATH: libraries.join(":"), XDG_RUNTIME_DIR: tmpdir() };
  return { ...paths, MALLOC_ARENA_MAX: "2" };
}
