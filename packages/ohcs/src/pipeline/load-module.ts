import { basename, dirname, sep } from "node:path";
import { sha256Hex } from "@ohcs/context";
import type { PackageOrigin } from "../modules/find-module.ts";
import { buildBundle, textOf } from "./build-bundle.ts";
import { codeUrl, evaluateModule } from "./evaluate-module.ts";

/** A module that the user named: a file, bundled with everything it imports from beside it, or a package. */
export interface UserModule {
  /** What references in contexts say: `user:<sha256>` of the code, or the name of the package. */
  readonly name: string;
  /** The bundle: ESM, with every import of a package as an absolute URL; null for a package, which is loaded from where it lies. */
  readonly code: string | null;
  readonly url: string;
  /** Of a package: what distinguishes it from others of its name. */
  readonly origin: PackageOrigin | null;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** Bundles and evaluates a module that the user named. @throws `USER_MODULE_INVALID` */
export async function loadModule(file: string): Promise<UserModule> {
  const code = await bundleModule(file);
  const url = codeUrl(code);
  return { name: `user:${sha256Hex(code)}`, code, url, origin: null, exports: await evaluateModule(url, file) };
}

/**
 * The module at `file` and all it imports from beside it, as one ESM text that can be evaluated anywhere on this
 * machine. It exports what the module exports, and what the modules imported from beside it export, so that functions
 * defined in those can be named. Nothing is written to disk.
 * @throws `USER_MODULE_INVALID` naming file and line
 */
async function bundleModule(file: string): Promise<string> {
  const folder = dirname(file);
  const first = await buildBundle(file, { entryPoints: [file], absWorkingDir: folder });
  const [output] = Object.values(first.metafile.outputs);
  const beside = Object.keys(first.metafile.inputs)
    .filter((path) => path !== basename(file))
    .toSorted();
  if (beside.length === 0) return textOf(first);
  const lines = [basename(file), ...beside].map(
    (path) => `export * from ${JSON.stringify(`./${path.split(sep).join("/")}`)};`,
  );
  if (output?.exports.includes("default"))
    lines.push(`export { default } from ${JSON.stringify(`./${basename(file)}`)};`);
  const stdin = { contents: lines.join("\n"), resolveDir: folder, sourcefile: "ohcs-entry.js" };
  return textOf(await buildBundle(file, { stdin, absWorkingDir: folder }));
}
