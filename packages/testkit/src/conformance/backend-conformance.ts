import type { Backend, BackendCapabilities, StoredImage } from "@ohcs/context";
import { absenceTests } from "./backend/absence-tests.ts";
import type { BackendScenario } from "./backend/backend-scenario.ts";
import { concurrencyTests } from "./backend/concurrency-tests.ts";
import { entryTests } from "./backend/entry-tests.ts";
import { imageTests } from "./backend/image-tests.ts";
import { instanceTests } from "./backend/instance-tests.ts";
import { memoryTests } from "./backend/memory-tests.ts";
import { overwriteTests } from "./backend/overwrite-tests.ts";
import { pathTests } from "./backend/path-tests.ts";
import { readOnlyTests } from "./backend/read-only-tests.ts";
import { tableTests } from "./backend/table-tests.ts";
import { transferTests } from "./backend/transfer-tests.ts";
import { expectEqual } from "./expectation.ts";

/** What a backend author gives to the suite. */
export interface BackendConformance {
  /** `test` of any framework: a test fails when its body rejects. */
  readonly test: (name: string, body: () => Promise<void>) => void;
  /**
   * An instance. Where it can write: on a new, empty store each time; clean up what is behind it after all tests. Where
   * it cannot: on a store that holds an image at least, best some whose numbers have unequal length (`w2`, `w10`).
   */
  readonly create: () => Backend | Promise<Backend>;
  /** What instances claim of themselves, and are held to. */
  readonly capabilities: BackendCapabilities;
  /** For backends that cannot write: images that their store is known to hold, by path. */
  readonly holds?: Readonly<Record<string, StoredImage>>;
}

/**
 * Registers one test for each promise of the `Backend` port, for backends that store images:
 *
 * ```ts
 * backendConformance({ test, create: () => sqlite.create({ file: ":memory:" }), capabilities });
 * ```
 *
 * A failing test rejects with `CONFORMANCE_FAILED`, saying what was expected and what came.
 */
export function backendConformance({ test, create, capabilities, holds = {} }: BackendConformance): void {
  const scenario: BackendScenario = {
    test,
    capabilities,
    holds,
    create: async () => create(),
    withBackend: (name, body) =>
      test(name, async () => {
        const backend = await create();
        try {
          await body(backend);
        } finally {
          await backend.close();
        }
      }),
  };
  scenario.withBackend("capabilities are what was declared", async (backend) => {
    expectEqual([backend.specVersion, backend.capabilities], [1, capabilities], "version and capabilities");
    expectEqual(capabilities.images, true, "that it stores images, which is what this suite is for");
  });
  const groups = capabilities.writable
    ? [
        imageTests,
        memoryTests,
        tableTests,
        pathTests,
        entryTests,
        absenceTests,
        transferTests,
        overwriteTests,
        concurrencyTests,
        instanceTests,
      ]
    : [readOnlyTests];
  for (const group of groups) group(scenario);
}
