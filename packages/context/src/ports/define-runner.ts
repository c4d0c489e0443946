import { checkRunnerOptions, type RunnerOptionKind } from "./runner-options.ts";
import type { WellRunner } from "./well-runner.ts";

const brand = Symbol.for("@ohcs/runner");

/** What an author declares about a runner. */
export interface RunnerDefinition<Options> {
  readonly name: string;
  readonly version: string;
  /** What each of its options is; others are refused before `create` is called. @default all are passed on */
  readonly options?: Readonly<Record<keyof Options, RunnerOptionKind>>;
  /** Nothing is started before its `start` is called. @throws for invalid options */
  readonly create: (options: Options) => WellRunner | Promise<WellRunner>;
}

/** A runner that can be named by its module. */
export interface DefinedRunner<Options = unknown> extends RunnerDefinition<Options> {
  readonly specVersion: 1;
}

/** Declares a runner: `export const limited = defineRunner({ name, version, options, create })`. Its `create` throws `RUNNER_OPTION_INVALID`. */
export function defineRunner<Options extends object>(definition: RunnerDefinition<Options>): DefinedRunner<Options> {
  const { name, options: kinds } = definition;
  const create = (options: Options) => {
    if (kinds !== undefined) checkRunnerOptions(name, kinds, options);
    return definition.create(options);
  };
  return Object.freeze({ specVersion: 1 as const, ...definition, create, [brand]: true as const });
}

export function isDefinedRunner(value: unknown): value is DefinedRunner {
  return typeof value === "object" && value !== null && brand in value;
}
