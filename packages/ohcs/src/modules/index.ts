/**
 * Finds and loads modules named by users: files, which are bundled, and packages. Only named modules are loaded.
 *
 * {@link locate} takes `package#export` or `./file.ts#export` and returns the export of the requested kind; {@link
 * findModule} finds a module without loading it.
 */
export { didYouMean } from "../catalogue/nearest-names.ts";
export { evaluateModule } from "../pipeline/evaluate-module.ts";
export { loadModule, type UserModule } from "../pipeline/load-module.ts";
export { programModules } from "../program/program-modules.ts";
export { type FoundModule, findModule, type PackageOrigin } from "./find-module.ts";
export { type ExportKind, type Located, type Lookup, locate } from "./locate.ts";
export { choiceOf, type ModuleName, parseModuleName } from "./module-name.ts";
