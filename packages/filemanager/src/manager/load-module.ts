import type { WorkerStartup } from "@ohcs/context";
import { fail } from "../errors.ts";

export type ModuleExports = Readonly<Record<string, unknown>>;

/** Imports a URL; a bundler or a test may do it in its own way. */
export type ImportModule = (url: string) => Promise<ModuleExports>;

/** Finds a module by the name that references use. */
export type LoadModule = (module: string) => Promise<ModuleExports>;

export const importModule: ImportModule = (url) => import(/* @vite-ignore */ url) as Promise<ModuleExports>;

/**
 * Loads only modules that `startup` names, each once.
 * @throws `MODULE_NOT_FOUND` for any other, and for those that cannot be imported
 */
export function moduleLoader(startup: WorkerStartup, load: ImportModule = importModule): LoadModule {
  const loaded = new Map<string, Promise<ModuleExports>>();
  return (module) => {
    const known = loaded.get(module);
    if (known !== undefined) return known;
    const made = loadNamed(module, startup.modules, load);
    loaded.set(module, made);
    return made;
  };
}

async function loadNamed(
  module: string,
  modules: WorkerStartup["modules"],
  load: ImportModule,
): Promise<ModuleExports> {
  const url = modules[module];
  if (url === undefined)
    throw fail("MODULE_NOT_FOUND", `Cannot load '${module}': expected one of '${Object.keys(modules).join("', '")}'`, {
      details: { module },
    });
  try {
    return await load(url);
  } catch (cause) {
    throw fail("MODULE_NOT_FOUND", `Cannot load '${module}': its file cannot be imported`, {
      details: { module, url },
      cause,
    });
  }
}
