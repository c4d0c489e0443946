import { BUILT_IN_BACKENDS } from "@ohcs/filemanager";

/** The modules that contexts may name, and where this program has them. */
const OWN_MODULES = ["@ohcs/functions", ...Object.values(BUILT_IN_BACKENDS).map(({ module }) => module)];

/** Module name of a reference → the URL from which this program, and so its workers, import it. */
export function programModules(): Readonly<Record<string, string>> {
  return Object.fromEntries(OWN_MODULES.map((name) => [name, import.meta.resolve(name)]));
}
