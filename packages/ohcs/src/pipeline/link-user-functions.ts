import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type DefinedFunction, type FunctionCall, isDefinedFunction, type PipelineSpec } from "@ohcs/context";
import { fail } from "../errors.ts";
import { findModule } from "../modules/find-module.ts";
import { type ExportKind, exportOf } from "../modules/locate.ts";
import { evaluateModule } from "./evaluate-module.ts";
import type { LoadedPipeline } from "./loaded-pipeline.ts";
import type { UserModule } from "./user-module.ts";

/**
 * Loads the modules that calls name by file (`{ module: "./my.ts", export: "myFilter" }`, relative to the pipeline) and
 * puts their lasting names in place of the files'. @throws `USER_MODULE_NOT_FOUND`, `USER_MODULE_INVALID`,
 * `USER_EXPORT_MISSING`
 */
export async function linkUserFunctions(loaded: LoadedPipeline, pipeline: PipelineSpec): Promise<LoadedPipeline> {
  const files = new Set(callsOf(pipeline).flatMap((call) => fileOf(call, loaded.folder) ?? []));
  const modules = new Map<string, UserModule>();
  for (const file of files) modules.set(file, await moduleAt(file));
  const linked = mapCalls(pipeline, (call) => {
    const file = fileOf(call, loaded.folder);
    const module = file === null ? undefined : modules.get(file);
    return file === null || module === undefined ? call : linkedCall(call, file, module.exports, module.name);
  });
  const all = [...loaded.modules, ...modules.values()];
  const distinct = all.filter(({ name }, i) => all.findIndex((other) => other.name === name) === i);
  return { ...loaded, pipeline: linked, modules: distinct };
}

/** The absolute path of the module that a call names by file; null for packages and short names. */
function fileOf({ use }: FunctionCall, folder: string): string | null {
  if (typeof use !== "object" || use === null || typeof use.module !== "string") return null;
  if (use.module.startsWith("file:")) return pathOf(use.module);
  return /^(\.{1,2})?[/\\]/.test(use.module) ? resolve(folder, use.module) : null;
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

async function moduleAt(file: string): Promise<UserModule> {
  const { module: name, url, code } = await findModule(file, dirname(file));
  return { name, code: code ?? "", exports: await evaluateModule(url, file) };
}

const FUNCTIONS: ExportKind<DefinedFunction> = {
  noun: "function",
  madeBy: "defineFunction",
  fits: isDefinedFunction,
  versionOf: ({ declaration }) => declaration.version,
  builtIn: {},
};

function linkedCall(call: FunctionCall, file: string, exports: UserModule["exports"], module: string): FunctionCall {
  const name = typeof call.use === "object" ? call.use.export : call.use;
  const { declaration } = exportOf(exports, name, file, FUNCTIONS);
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

/** A call, a chain, or a dictionary of these: told apart by `use`, which no dictionary has as a key. */
function changePattern(pattern: unknown, change: (call: FunctionCall) => FunctionCall): unknown {
  if (Array.isArray(pattern)) return pattern.map((call) => changePattern(call, change));
  if (!isMembers(pattern)) return pattern;
  if ("use" in pattern) return change(pattern as unknown as FunctionCall);
  return Object.fromEntries(Object.entries(pattern).map(([key, chain]) => [key, changePattern(chain, change)]));
}

function isMembers(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
