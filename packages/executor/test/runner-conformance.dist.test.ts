import { inlineRunner } from "@ohcs/executor/inline";
import { processesRunner } from "@ohcs/executor/processes";
import { threadsRunner } from "@ohcs/executor/threads";
import { runnerConformance } from "@ohcs/testkit";
import { describe, test } from "vitest";

const modulesUrl = import.meta.resolve("@ohcs/testkit/runner-conformance-modules");
const RUNNERS = {
  inline: () => inlineRunner(),
  threads: () => threadsRunner({ heapMb: 64 }),
  processes: () => processesRunner({ heapMb: 64 }),
};

for (const [name, create] of Object.entries(RUNNERS))
  describe(name, () => {
    runnerConformance({ test, create, modulesUrl });
  });
