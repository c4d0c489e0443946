import type { WellRunner } from "./well-runner.ts";

const brand = Symbol.for("@ohcs/runner");

/** What an author declares about a runner. */
export interface RunnerDefinition<Options> {
  readonly name: string;
  readonly version: string;
  /** Nothing is started before its `start` is called. @throws for invalid options */
  readonly create: (options: Options) => WellRunner | Promise<WellRunner>;
}

/** A runner that can be named by its module. */
export interface DefinedRunner<Options = unknown> extends RunnerDefinition<Options> {
  readonly specVersion: 1;
}

/** Declares a runner: `export const limited = defineRunner({ name, version, create })`. */
export function defineRunner<Options>(definition: RunnerDefinition<Options>): DefinedRunner<Options> {
  return Object.freeze({ specVersion: 1 as const, ...definition, [brand]: true as const });
}

export function isDefinedRunner(value: unknown): value is DefinedRunner {
  return typeof value === "object" && value !== null && brand in value;
}
