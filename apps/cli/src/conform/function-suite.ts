import type { DefinedFunction } from "@ohcs/context";
import { functionConformance } from "@ohcs/testkit";
import type { SuiteTest } from "./suite-test.ts";

/** The tests that a function is held to, in order; `params` are for parameters without a default. */
export function functionSuite(defined: DefinedFunction, params: unknown): readonly SuiteTest[] {
  const tests: SuiteTest[] = [];
  const test = (name: string, body: SuiteTest["body"]) => tests.push({ name, body });
  functionConformance({ test, defined, params: params as Readonly<Record<string, unknown>> });
  return tests;
}
