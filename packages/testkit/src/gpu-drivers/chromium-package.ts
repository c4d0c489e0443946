import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

/** The plain files of a tar archive by name. */
function untar(archive: Buffer): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const field = (from: number, length: number) =>
      archive.toString("latin1", at + from, at + from + length).split("\0")[0] ?? "";
    const size = Number.parseInt(field(124, 12), 8);
    const isFile = field(156, 1) === "0" || field(156, 1) === "";
    if (isFile) files.set(field(0, 100), archive.subarray(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

const BLOCK = 512;

/** The package holds programs for Linux on x64: if it is installed there, they must work. */
export const mustHaveSwiftShader = process.platform === "linux" && process.arch === "x64" && chromiumPackage() !== null;

/**
 * A folder with the contents of the archives `names` of the package `@sparticuz/chromium`, which must be installed.
 * Unpacked once for all tests of a machine; concurrent calls unpack separately, and the first to finish is used.
 */
export function unpackedOnce(folder: string, ...names: readonly string[]): string {
  const cache = cacheFolder(folder);
  if (existsSync(cache)) return cache;
  mkdirSync(dirname(cache), { recursive: true });
  const unpacked = mkdtempSync(`${cache}-`);
  for (const name of names) unpack(name, unpacked);
  try {
    renameSync(unpacked, cache);
  } catch (error) {
    rmSync(unpacked, { recursive: true });
    if (!existsSync(cache)) throw error;
  }
  return cache;
}

/** Where {@link unpackedOnce} unpacks. */
export function cacheFolder(name: string): string {
  return fileURLToPath(new URL(`../../node_modules/.cache/${name}`, import.meta.url));
}

/** Files of an archive go directly into the folder, without subfolders; a file that is not an archive is a program. */
function unpack(name: string, folder: string): void {
  const bytes = brotliDecompressSync(readFileSync(join(chromiumPackage() ?? "", `bin/${name}.br`)));
  const files = name.endsWith(".tar") ? untar(bytes) : new Map([[name, bytes]]);
  for (const [path, file] of files) writeFileSync(join(folder, path.split("/").at(-1) ?? path), file, { mode: 0o755 });
}

function chromiumPackage(): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "../..");
  } catch {
    return null;
  }
}

/** How a program is started. */
export interface BrowserCommand {
  readonly executablePath: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** As root and in containers there is no sandbox; the adapter is SwiftShader. */
const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--no-zygote",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
];

/** The headless Chromium of `@sparticuz/chromium`, which must be installed: see {@link mustHaveSwiftShader}. */
export function headlessChromium(): BrowserCommand {
  const folder = unpackedOnce("chromium", "chromium", "al2023.tar", "swiftshader.tar");
  const env = { ...process.env, LD_LIBRARY_PATH: folder };
  return { executablePath: join(folder, "chromium"), args: ARGUMENTS, env };
}
