import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type DefinedFunction,
  type Diagnostic,
  type FunctionCall,
  isDefinedFunction,
  type PipelineSpec,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { findModule } from "../modules/find-module.ts";
import { chosenExport, type ExportKind } from "../modules/locate.ts";
import { isOwnPackage, type ModuleName, namesFile, parseModuleName } from "../modules/module-name.ts";
import { evaluateModule } from "./evaluate-module.ts";
import type { UserModule } from "./load-module.ts";

/** A pipeline that was read, with the modules whose functions it may call. */
export interface LoadedPipeline {
  /** Null where its text cannot be read at all. */
  readonly pipeline: PipelineSpec | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly modules: readonly UserModule[];
  /** Absolute folder against which files that the pipeline names are read. */
  readonly folder: string;
}

/**
 * Loads the modules that calls name: files (`{ module: "./my.ts", export: "myFilter" }` or `./my.ts#myFilter`, relative to the
 * pipeline) and packages (`my-package#myFilter`), and puts what lasts in the place of names. @throws `USER_MODULE_NOT_FOUND`,
 * `USER_MODULE_INVALID`, `USER_EXPORT_MISSING`
 */
export async function linkUserFunctions(loaded: LoadedPipeline, pipeline: PipelineSpec): Promise<LoadedPipeline> {
  const named = new Set(callsOf(pipeline).flatMap((call) => moduleNamed(call, loaded.folder)?.module ?? []));
  const modules = new Map<string, UserModule>();
  for (const module of named) modules.set(module, await moduleAt(module, loaded.folder));
  const linked = mapCalls(pipeline, (call) => {
    const asked = moduleNamed(call, loaded.folder);
    const module = asked === null ? undefined : modules.get(asked.module);
    return asked === null || module === undefined ? call : linkedCall(call, asked, module);
  });
  const all = [...loaded.modules, ...modules.values()];
  const distinct = all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i);
  return { ...loaded, pipeline: linked, modules: distinct };
}

/** The absolute path or the package that a call names; null for short names and for modules of this program's own. */
function moduleNamed({ use }: FunctionCall, folder: string): ModuleName | null {
  if (typeof use === "string") {
    const asked = parseModuleName(use);
    return asked.export === null && !namesFile(use) ? null : placed(asked, folder);
  }
  if (typeof use !== "object" || use === null || typeof use.module !== "string") return null;
  return placed({ module: use.module, export: use.export ?? null }, folder);
}

function placed(asked: ModuleName, folder: string): ModuleName | null {
  const { module } = asked;
  if (module.startsWith("user:") || isOwnPackage(module)) return null;
  if (module.startsWith("file:")) return { ...asked, module: pathOf(module) };
  return namesFile(module) ? { ...asked, module: resolve(folder, module) } : asked;
}

/** The path of a `file:` URL of this machine. @throws `USER_MODULE_INVALID` */
function pathOf(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw fail(
      "USER_MODULE_INVALID",
      `Cannot load '${url}': expected a path or file URL of this machine, got another`,
      {
        details: { file: url },
        cause,
      },
    );
  }
}

async function moduleAt(named: string, folder: string): Promise<UserModule> {
  const { module: name, url, code, origin, title } = await findModule(named, folder);
  return { name, code, url, origin, exports: await evaluateModule(url, title) };
}

const FUNCTIONS: ExportKind<DefinedFunction> = {
  noun: "function",
  madeBy: "defineFunction",
  fits: isDefinedFunction,
  versionOf: ({ declaration }) => declaration.version,
  builtIn: {},
};

function linkedCall(call: FunctionCall, asked: ModuleName, { name: module, exports }: UserModule): FunctionCall {
  const [name, { declaration }] = chosenExport(exports, asked.export, asked.module, FUNCTIONS);
  return { ...call, use: { module, export: name, version: declaration.version } };
}

/**
 * The pipeline with every function call replaced by what `change` makes of it; all else stays as it is, parts of the
 * wrong shape included: to report those is the compiler's work.
 */
export function mapCalls(pipeline: PipelineSpec, change: (call: FunctionCall) => FunctionCall): PipelineSpec {
  const steps = pipeline.steps.map((step) => changeFunc(step, change));
  return { ...pipeline, steps };
}

/** Every function call of the pipeline, in order. */
export function callsOf(pipeline: PipelineSpec): readonly FunctionCall[] {
  const calls: FunctionCall[] = [];
  mapCalls(pipeline, (call) => {
    calls.push(call);
    return call;
  });
  return calls;
}

function changeFunc<Step>(step: Step, change: (call: FunctionCall) => FunctionCall): Step {
  return isMembers(step) && "func" in step ? { ...step, func: changePattern(step.func, change) } : step;
}

/** A call, a chain, or a dictionary of these: only a call has `use`, which no dictionary has as a key. */
function changePattern(pattern: unknown, change: (call: FunctionCall) => FunctionCall): unknown {
  if (Array.isArray(pattern)) return pattern.map((call) => changePattern(call, change));
  if (!isMembers(pattern)) return pattern;
  if ("use" in pattern) return change(pattern as unknown as FunctionCall);
  return Object.fromEntries(Object.entries(pattern).map(([key, chain]) => [key, changePattern(chain, change)]));
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
