import { runnerConformance } from "@ohcs/testkit";
import { describe, test } from "vitest";
import { RUNNERS } from "./runners.ts";

const modulesUrl = import.meta.resolve("@ohcs/testkit/runner-conformance-modules");
const { threads: _, ...others } = RUNNERS;

for (const [name, create] of Object.entries(others))
  describe(name, () => {
    runnerConformance({ test, create, modulesUrl });
  });
