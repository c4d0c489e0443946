import {
  type CallPlan,
  type DefinedFunction,
  type GroupPlan,
  isDefinedFunction,
  type StepPlan,
  toJson,
} from "@ohcs/context";
import type { LoadModule } from "@ohcs/filemanager";
import { fail } from "../../errors.ts";

/** A call of a chain with its function at hand and its parameters as plain data. */
export interface LoadedCall {
  readonly plan: CallPlan;
  readonly fn: DefinedFunction;
  readonly params: Readonly<Record<string, unknown>>;
}

/**
 * The calls of the pattern of `group`, ready to run; none where its images pass unchanged.
 * @throws `MODULE_NOT_FOUND`, `FUNCTION_NOT_FOUND`, `FUNCTION_VERSION_MISMATCH`
 */
export function chainOf({ func }: StepPlan, { pattern }: GroupPlan, load: LoadModule): Promise<LoadedCall[]> {
  const calls = pattern === null ? undefined : func.get(pattern);
  return Promise.all([...(calls ?? [])].map((plan) => loadCall(plan, load)));
}

/** Is every operation exact in integers, so that planes need not become floats? A copy is. */
export function isExact(chain: readonly LoadedCall[]): boolean {
  return chain.every(({ fn }) => fn.declaration.exact);
}

/** Do all functions take arrays that are views of a larger buffer? */
export function takesViews(chain: readonly LoadedCall[]): boolean {
  return chain.every(({ fn }) => fn.declaration.takesViews);
}

async function loadCall(plan: CallPlan, load: LoadModule): Promise<LoadedCall> {
  const fn = (await load(plan.module))[plan.export];
  const details = { module: plan.module, export: plan.export, version: plan.version };
  if (!isDefinedFunction(fn))
    throw fail(
      "FUNCTION_NOT_FOUND",
      `Cannot call '${plan.export}': expected a function made with defineFunction in '${plan.module}', got none`,
      { details },
    );
  const { version } = fn.declaration;
  if (version !== plan.version)
    throw fail(
      "FUNCTION_VERSION_MISMATCH",
      `Cannot call '${plan.export}': expected version ${plan.version}, got ${version}`,
      {
        details: { ...details, got: version },
      },
    );
  return { plan, fn, params: toJson(plan.with) as Readonly<Record<string, unknown>> };
}
