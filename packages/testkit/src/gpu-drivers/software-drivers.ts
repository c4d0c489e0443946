import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { untar } from "./untar.ts";

/** A driver for Vulkan that computes on the CPU. */
export interface SoftwareDriver {
  readonly name: string;
  /** What the names of its adapters begin with. */
  readonly adapter: string;
  /** The file by which Vulkan's loader finds it. */
  readonly icd: string;
}

const cache = fileURLToPath(new URL("../../node_modules/.cache/swiftshader", import.meta.url));

/** SwiftShader comes with a package, for Linux on x64: there it must work. */
export const mustHaveSwiftShader = process.platform === "linux" && process.arch === "x64";

/**
 * SwiftShader and the loader, unpacked from the package `@sparticuz/chromium`, which must be installed; null elsewhere than
 * on Linux on x64.
 */
export function swiftShader(): SoftwareDriver | null {
  if (!mustHaveSwiftShader) return null;
  if (!existsSync(cache)) unpackSwiftShader();
  return { name: "SwiftShader", adapter: "SwiftShader", icd: join(cache, "vk_swiftshader_icd.json") };
}

/** Mesa's driver where `.ci/run` has found or installed one that Dawn accepts. */
export function lavapipe(): SoftwareDriver | null {
  const icd = process.env.OHCS_LAVAPIPE_ICD ?? "";
  return icd === "" ? null : { name: "lavapipe", adapter: "llvmpipe", icd };
}

/** The environment in which a process sees exactly these drivers. */
export function driverEnv(...drivers: readonly SoftwareDriver[]): Readonly<Record<string, string>> {
  const libraries = [cache, process.env.LD_LIBRARY_PATH ?? ""].filter((path) => path !== "").join(":");
  const files = drivers.map(({ icd }) => icd).join(":") || "/nowhere/no-driver.json";
  // Mesa warns where there is no folder for the session; the loader of SwiftShader serves both.
  return { VK_DRIVER_FILES: files, LD_LIBRARY_PATH: libraries, XDG_RUNTIME_DIR: tmpdir(), MALLOC_ARENA_MAX: "2" };
}

/** Several test files may do this at once: each unpacks for itself, and the first one counts. */
function unpackSwiftShader(): void {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const archive = join(dirname(entry), "../../bin/swiftshader.tar.br");
  mkdirSync(dirname(cache), { recursive: true });
  const unpacked = mkdtempSync(`${cache}-`);
  for (const [name, bytes] of untar(brotliDecompressSync(readFileSync(archive))))
    writeFileSync(join(unpacked, name), bytes, { mode: 0o755 });
  try {
    renameSync(unpacked, cache);
  } catch (error) {
    rmSync(unpacked, { recursive: true });
    if (!existsSync(cache)) throw error;
  }
}
