import { resolve } from "node:path";
import type { Choice } from "@ohcs/context";

/** `package#export` or `./file.ts#export`; without the export, the default one or the only one that fits. */
export interface ModuleName {
  readonly module: string;
  readonly export: string | null;
}

const PATH_OR_SOURCE = /^([./\\]|[a-z]:[/\\])|^[^@].*\.[cm]?[jt]s$/i;

/** Reads `package#export`. */
export function parseModuleName(named: string): ModuleName {
  const [, module = named, name = null] = /^(.+)#([\p{ID_Start}$_][\p{ID_Continue}$]*)$/u.exec(named) ?? [];
  return { module, export: name };
}

/** Does the name lead to a file, and not to a package? */
export function namesFile(named: string): boolean {
  return PATH_OR_SOURCE.test(parseModuleName(named).module);
}

/** Is the package, or entry of one, one of this program's own? User modules get those that the program itself uses. */
export function isOwnPackage(specifier: string): boolean {
  return /^(ohcs|@ohcs\/[^/]+)(\/|$)/.test(specifier);
}

/** Where an entry of one of this program's own packages lies; null for other packages, and where there is no such entry. */
export function ownPackageUrl(specifier: string): string | null {
  if (!isOwnPackage(specifier)) return null;
  try {
    return import.meta.resolve(specifier);
  } catch {
    return null;
  }
}

/** The name, with the path of a file made absolute; that of a package as it is. */
export function absoluteModuleName(named: string, folder: string): string {
  const { module, export: name } = parseModuleName(named);
  if (!namesFile(named)) return named;
  return `${resolve(folder, module)}${name === null ? "" : `#${name}`}`;
}

/** The choice of a backend or runner with the path of a file made absolute; anything else as it is, to be reported by others. */
export function absoluteChoice(choice: unknown, folder: string): unknown {
  if (typeof choice === "string") return absoluteModuleName(choice, folder);
  if (typeof choice !== "object" || choice === null || !("use" in choice) || typeof choice.use !== "string")
    return choice;
  return { ...choice, use: absoluteModuleName(choice.use, folder) };
}

/** A name with options, as a command line says it; undefined where it says nothing. */
export function choiceOf(named: string | undefined, options: Exclude<Choice, string>["with"]): Choice | undefined {
  return named === undefined || options === undefined ? named : { use: named, with: options };
}
