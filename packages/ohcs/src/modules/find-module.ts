import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isOhcsError, type ModuleReference, sha256Hex } from "@ohcs/context";
import { didYouMean } from "../catalogue/nearest-names.ts";
import { fail } from "../errors.ts";
import { buildBundle, textOf } from "../pipeline/build-bundle.ts";
import { codeUrl } from "../pipeline/evaluate-module.ts";
import { isOwnPackage, namesFile, ownPackageUrl } from "./module-name.ts";

/** A module that was found, and not yet loaded. */
export interface FoundModule {
  /** What references say: the name of a package, or `user:<sha256>` of a bundled file. */
  readonly module: string;
  /** What messages call it: the name of a package, or the absolute path of a file. */
  readonly title: string;
  /** Where to import it from: a `file:` URL of a package's entry, or a `data:` URL of a bundle. */
  readonly url: string;
  /** The bundle of a file, with every import of a package as an absolute URL; null for packages. */
  readonly code: string | null;
  /** Of a package that is not this program's own: its version, and the hash of the file that its name leads to. */
  readonly origin: PackageOrigin | null;
}

/** Facts that distinguish a package from others of its name. */
export interface PackageOrigin {
  readonly packageVersion: string;
  readonly sha256: string;
}

/**
 * Finds the module that the user named: a TypeScript or JavaScript file relative to `from`, which is bundled, or a package
 * as it is found from there; `ohcs` and `@ohcs/*` are what this program itself uses. @throws `USER_MODULE_NOT_FOUND`, `USER_MODULE_INVALID`
 */
export async function findModule(named: string, from: string): Promise<FoundModule> {
  const file = resolve(from, named);
  if (await isFile(file)) return bundled(file);
  if (namesFile(named)) throw await notFound(named, file);
  const url = await packageUrl(named, from).catch(async (error: unknown) => {
    throw isOhcsError(error, "USER_MODULE_INVALID") ? await notFound(named, file) : error;
  });
  const origin = isOwnPackage(named) ? null : await originOf(fileURLToPath(url));
  return { module: named, title: named, url, code: null, origin };
}

/** Facts about the file at the entry of a package; also asked when a run goes on. */
export async function originOf(entry: string): Promise<PackageOrigin> {
  const bytes = await readFile(entry);
  return { packageVersion: await versionAbove(dirname(entry)), sha256: sha256Hex(bytes) };
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** The module with all it imports from beside it, exporting what it exports and nothing else. */
async function bundled(file: string): Promise<FoundModule> {
  const code = textOf(await buildBundle(file, { entryPoints: [file], absWorkingDir: dirname(file) }));
  return { module: `user:${sha256Hex(code)}`, title: file, url: codeUrl(code), code, origin: null };
}

/** Other packages are found as esbuild finds them in files; its own process is not started for what this program brings along. */
async function packageUrl(named: string, directory: string): Promise<string> {
  const own = ownPackageUrl(named);
  if (own !== null) return own;
  const stdin = { contents: `export * from ${JSON.stringify(named)};`, resolveDir: directory };
  const { metafile } = await buildBundle(named, { stdin, absWorkingDir: directory });
  const [output] = Object.values(metafile.outputs);
  return output?.imports[0]?.path ?? "";
}

/** The version in the nearest `package.json` that says one; those without only say how files are read. */
async function versionAbove(folder: string): Promise<string> {
  const text = await readFile(join(folder, "package.json"), "utf8").catch(() => "{}");
  const { version } = JSON.parse(text) as { readonly version?: unknown };
  if (typeof version === "string") return version;
  const above = dirname(folder);
  return above === folder ? "" : versionAbove(above);
}

async function notFound(named: string, file: string): Promise<Error> {
  const beside = await readdir(dirname(file)).catch(() => []);
  const start = /^\.[/\\]/.test(named) ? "./" : "";
  const names = beside.filter((name) => name !== basename(file)).map((name) => start + join(dirname(named), name));
  const remedy = didYouMean(named, names);
  return fail(
    "USER_MODULE_NOT_FOUND",
    `Cannot find module: expected a file, or a package that is installed here, got '${named}'`,
    { details: { module: named, file }, ...(remedy === null ? {} : { remedy }) },
  );
}

/** A package as a plan or record names it. */
export type RecordedModule = Pick<ModuleReference, "module"> & Partial<ModuleReference>;

/**
 * Where the packages lie that `references` name: where the run before found them, else as they are found from `from`. Own
 * modules, and bundles, which lie with the run, are left out.
 * @throws `USER_MODULE_NOT_FOUND` · `USER_MODULE_CHANGED` where a package is not the one that was recorded
 */
export async function findRecorded(
  references: readonly RecordedModule[],
  recorded: Readonly<Record<string, string>>,
  from: string,
): Promise<Readonly<Record<string, string>>> {
  const packages = references.filter(({ module }) => !module.startsWith("user:") && !isOwnPackage(module));
  const found = packages.map(async (reference) => {
    const { module, sha256 } = reference;
    const known = recorded[module];
    if (known !== undefined && (await isAsRecorded(known, sha256))) return [module, known] as const;
    const { url, origin } = await findModule(module, from);
    if (sha256 !== undefined && origin?.sha256 !== sha256) throw changed(reference, origin?.packageVersion ?? "");
    return [module, url] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

async function isAsRecorded(url: string, sha256: string | undefined): Promise<boolean> {
  return originOf(fileURLToPath(url)).then(
    (origin) => origin.sha256 === sha256,
    () => false,
  );
}

function changed({ module, packageVersion }: RecordedModule, got: string): Error {
  const message = `Cannot use '${module}': expected version '${packageVersion ?? ""}' as it was compiled with, got other content of version '${got}'`;
  return fail("USER_MODULE_CHANGED", message, { details: { module } });
}
