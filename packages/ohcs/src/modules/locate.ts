import { isOhcsError, type ModuleReference } from "@ohcs/context";
import { didYouMean } from "../catalogue/nearest-names.ts";
import { fail } from "../errors.ts";
import { evaluateModule } from "../pipeline/evaluate-module.ts";
import { type FoundModule, findModule } from "./find-module.ts";
import { namesFile, parseModuleName } from "./module-name.ts";

/** What sort of export is looked for. */
export interface ExportKind<Value> {
  /** What messages call it: `backend`. */
  readonly noun: string;
  /** The function that makes it: `defineBackend`. */
  readonly madeBy: string;
  readonly fits: (value: unknown) => value is Value;
  readonly versionOf: (value: Value) => string;
  /** Short names of what this program brings along → the module behind each. */
  readonly builtIn: Readonly<Record<string, { readonly module: string; readonly export: string }>>;
}

/** An export that was found and loaded. */
export interface Located<Value> {
  /** How contexts, plans and records name it. */
  readonly reference: ModuleReference;
  readonly found: FoundModule;
  readonly value: Value;
}

/** Where and for what a name is looked up. */
export interface Lookup<Value> {
  /** Absolute folder that files are relative to, and from which packages are found. */
  readonly from: string;
  readonly kind: ExportKind<Value>;
}

/**
 * Loads what the user named: a built-in by its short name, in any case, `package#export` or `./file.ts#export`; without `#`, the default
 * export or the only one that fits. No other module is loaded.
 * @throws `USER_MODULE_NOT_FOUND`, `USER_MODULE_INVALID`, `USER_EXPORT_MISSING`
 */
export async function locate<Value>(named: string, { from, kind }: Lookup<Value>): Promise<Located<Value>> {
  const own = Object.entries(kind.builtIn).find(([name]) => name.toLowerCase() === named.toLowerCase())?.[1];
  const asked = own ?? parseModuleName(named);
  const found = await findModule(asked.module, from).catch((error: unknown) => {
    if (own !== undefined) throw notInstalled(named, own.module);
    throw namesFile(named) ? error : withNames(error, named, Object.keys(kind.builtIn));
  });
  const exports = await evaluateModule(found.url, found.title);
  const [name, value] = chosenExport(exports, asked.export, found.title, kind);
  const reference = { module: found.module, export: name, version: kind.versionOf(value), ...found.origin };
  return { reference, found, value };
}

/** The export `named` of the module that messages call `title`; of null, the default one or the only one that fits. @throws `USER_EXPORT_MISSING` */
export function chosenExport<Value>(
  exports: Readonly<Record<string, unknown>>,
  named: string | null,
  title: string,
  kind: ExportKind<Value>,
): readonly [name: string, value: Value] {
  const name = named ?? onlyExport(exports, title, kind);
  return [name, exportOf(exports, name, title, kind)];
}

/** The export `name` of the module that messages call `title`. @throws `USER_EXPORT_MISSING` naming the nearest */
export function exportOf<Value>(
  exports: Readonly<Record<string, unknown>>,
  name: string,
  title: string,
  kind: ExportKind<Value>,
): Value {
  const value = Object.hasOwn(exports, name) ? exports[name] : undefined;
  if (kind.fits(value)) return value;
  const known = namesOf(exports, kind);
  const remedy = didYouMean(name, known);
  const got = Object.hasOwn(exports, name) ? `'${name}' that is none` : `no '${name}' among ${listOf(known)}`;
  throw fail(
    "USER_EXPORT_MISSING",
    `Cannot use ${kind.noun} of '${title}': expected an export made by ${kind.madeBy}, got ${got}`,
    { details: { module: title, export: name, known }, ...(remedy === null ? {} : { remedy }) },
  );
}

function onlyExport<Value>(exports: object, title: string, kind: ExportKind<Value>): string {
  const fitting = namesOf(exports, kind);
  if (fitting.includes("default")) return "default";
  const [only, second] = fitting;
  if (only !== undefined && second === undefined) return only;
  const got = fitting.length > 0 ? fitting : Object.keys(exports);
  throw fail(
    "USER_EXPORT_MISSING",
    `Cannot use ${kind.noun} of '${title}': expected one export made by ${kind.madeBy}, got ${listOf(got)}`,
    {
      details: { module: title, known: fitting },
      ...(second === undefined ? {} : { remedy: `Say which: '#${only}' or '#${second}'.` }),
    },
  );
}

function namesOf<Value>(exports: object, { fits }: ExportKind<Value>): readonly string[] {
  return Object.entries(exports).flatMap(([name, value]) => (fits(value) ? [name] : []));
}

function listOf(names: readonly string[]): string {
  return names.length === 0 ? "none" : `'${names.join("', '")}'`;
}

/** A short name of what is installed only by those who want it. */
function notInstalled(named: string, module: string): Error {
  const packageName = module.split("/").slice(0, 2).join("/");
  const message = `Cannot use '${named}': expected '${packageName}' to be installed, got no such package`;
  return fail("USER_MODULE_NOT_FOUND", message, { details: { module }, remedy: `Run 'npm install ${packageName}'.` });
}

/** A single word may be a misspelt short name as well as a package that is not there. */
function withNames(error: unknown, named: string, names: readonly string[]): unknown {
  if (!isOhcsError(error)) return error;
  const remedy = didYouMean(named, names) ?? `${error.remedy ?? ""} Built in are: ${names.join(", ")}.`;
  return fail("USER_MODULE_NOT_FOUND", error.message, { details: { module: named }, cause: error, remedy });
}
