import { runnerConformance } from "@ohcs/testkit";
import { test } from "vitest";
import { RUNNERS } from "./runners.ts";

// Of the runner that is used unless one is named; the others are deep tests.
runnerConformance({
  test,
  create: RUNNERS.threads,
  modulesUrl: import.meta.resolve("@ohcs/testkit/runner-conformance-modules"),
});
