/**
 * How modules that people name are found and loaded: files, which are bundled, and packages. What is found is loaded because
 * it was named, and nothing else is.
 *
 * {@link locate} takes `package#export` or `./file.ts#export` and gives the export of the kind that is asked for;
 * {@link findModule} finds a module without loading it.
 */
export { didYouMean } from "../catalogue/nearest-names.ts";
export { evaluateModule } from "../pipeline/evaluate-module.ts";
export { loadModule } from "../pipeline/load-module.ts";
export type { UserModule } from "../pipeline/user-module.ts";
export { choiceOf } from "./absolute-choice.ts";
export { type FoundModule, findModule, type PackageOrigin } from "./find-module.ts";
export { type ExportKind, type Located, type Lookup, locate } from "./locate.ts";
export { type ModuleName, parseModuleName } from "./module-name.ts";
