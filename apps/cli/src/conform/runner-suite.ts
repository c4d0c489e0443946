import type { DefinedRunner } from "@ohcs/context";
import { runnerConformance } from "@ohcs/testkit";
import type { SuiteTest } from "./suite-test.ts";

/** The tests that a runner is held to, in order, by what it says that it contains. @throws whatever `create` throws */
export async function runnerSuite(defined: DefinedRunner, options: unknown): Promise<readonly SuiteTest[]> {
  const runner = await defined.create(options);
  const tests: SuiteTest[] = [];
  runnerConformance({
    test: (name, body) => tests.push({ name, body }),
    create: () => runner,
    modulesUrl: import.meta.resolve("@ohcs/testkit/runner-conformance-modules"),
  });
  return tests;
}
