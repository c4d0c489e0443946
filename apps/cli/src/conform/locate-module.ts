import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isOhcsError } from "@ohcs/context";
import { didYouMean } from "../catalogue/nearest-names.ts";
import { fail } from "../errors.ts";
import { buildBundle, textOf } from "../pipeline/build-bundle.ts";
import { codeUrl } from "../pipeline/evaluate-module.ts";
import type { ModuleLocation } from "./module-location.ts";

const PATH_OR_SOURCE = /^([./\\]|[a-z]:[/\\])|^[^@].*\.[cm]?[jt]s$/i;

/**
 * Finds the module that the user named: a TypeScript or JavaScript file relative to `directory`, which is bundled, or a
 * package as it is found from there. @throws `CONFORM_MODULE_NOT_FOUND`, `USER_MODULE_INVALID`
 */
export async function locateModule(named: string, directory: string): Promise<ModuleLocation> {
  const file = resolve(directory, named);
  if (await isFile(file)) return { url: codeUrl(await bundledExports(file)), name: file };
  if (PATH_OR_SOURCE.test(named)) throw await notFound(named, file);
  try {
    return { url: await packageUrl(named, directory), name: named };
  } catch (error) {
    throw isOhcsError(error, "USER_MODULE_INVALID") ? await notFound(named, file) : error;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** The module with all it imports from beside it, exporting what it exports and nothing else. */
async function bundledExports(file: string): Promise<string> {
  return textOf(await buildBundle(file, { entryPoints: [file], absWorkingDir: dirname(file) }));
}

async function packageUrl(named: string, directory: string): Promise<string> {
  const stdin = { contents: `export * from ${JSON.stringify(named)};`, resolveDir: directory };
  const { metafile } = await buildBundle(named, { stdin, absWorkingDir: directory });
  const [output] = Object.values(metafile.outputs);
  return output?.imports[0]?.path ?? "";
}

async function notFound(named: string, file: string): Promise<Error> {
  const beside = await readdir(dirname(file)).catch(() => []);
  const names = beside.filter((name) => name !== basename(file)).map((name) => join(dirname(named), name));
  const remedy = didYouMean(named, names);
  return fail(
    "CONFORM_MODULE_NOT_FOUND",
    `Cannot find module: expected a file, or a package that is installed here, got '${named}'`,
    { details: { module: named, file }, ...(remedy === null ? {} : { remedy }) },
  );
}
