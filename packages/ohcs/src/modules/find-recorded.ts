import { fileURLToPath } from "node:url";
import type { ModuleReference } from "@ohcs/context";
import { fail } from "../errors.ts";
import { findModule, originOf } from "./find-module.ts";
import { isOwnPackage } from "./module-name.ts";

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
