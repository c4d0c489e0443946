import type { BackendScenario } from "./backend-scenario.ts";
import { closingTests } from "./read-only/closing-tests.ts";
import { findingTests } from "./read-only/finding-tests.ts";
import { loadingTests } from "./read-only/loading-tests.ts";
import { refusalTests } from "./read-only/refusal-tests.ts";

/** A backend that does not write shows what is there, says so whatever is asked, and changes nothing. */
export function readOnlyTests(scenario: BackendScenario): void {
  for (const group of [loadingTests, findingTests, refusalTests, closingTests]) group(scenario);
}
