import type { Backend, BackendCapabilities, StoredImage } from "@ohcs/context";
import { concurrencyTests, instanceTests } from "./backend/concurrency-tests.ts";
import { entryTests } from "./backend/entry-tests.ts";
import { imageTests } from "./backend/image-tests.ts";
import { memoryTests } from "./backend/memory-tests.ts";
import { expectMissing } from "./backend/methods-by-path.ts";
import { overwriteTests } from "./backend/overwrite-tests.ts";
import { pathTests } from "./backend/path-tests.ts";
import { readOnlyTests } from "./backend/read-only-tests.ts";
import { tableTests } from "./backend/table-tests.ts";
import { transferTests } from "./backend/transfer-tests.ts";
import { type BackendScenario, evenPlane, expectCode, expectEqual } from "./expectation.ts";

/** Options of the suite. */
export interface BackendConformance {
  /** `test` of any framework: a test fails when its body rejects. */
  readonly test: (name: string, body: () => Promise<void>) => void;
  /**
   * An instance. If it can write: on a new, empty store each time; clean up the stores after all tests. If it cannot:
   * on a store with at least one image, preferably several whose numbers differ in length (`w2`, `w10`).
   */
  readonly create: () => Backend | Promise<Backend>;
  /** The capabilities that instances state, which are tested. */
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
 * A failing test rejects with `CONFORMANCE_FAILED`, with the expected and the actual value.
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

/** Missing paths and wrong kinds are errors. */
function absenceTests({ withBackend }: BackendScenario): void {
  withBackend("a missing path is FILE_NOT_FOUND", async (backend) => {
    await backend.save("file.tif", evenPlane(1));
    for (const path of ["no.tif", "no/no.tif", "file.tif/no.tif"]) {
      await expectMissing(backend, path);
      await expectCode(() => backend.delete(path), "FILE_NOT_FOUND", `delete of '${path}'`);
      await expectCode(() => backend.copy(path, "x.tif"), "FILE_NOT_FOUND", `copy of '${path}'`);
      await expectCode(() => backend.move(path, "x.tif"), "FILE_NOT_FOUND", `move of '${path}'`);
    }
  });

  withBackend("a directory is not a file, and a file not a directory", async (backend) => {
    await backend.save("a/b.tif", evenPlane(1));
    await backend.ensureDirectory("d.tif");
    await expectCode(() => backend.load("d.tif"), "PATH_KIND_MISMATCH", "load of a directory");
    await expectCode(() => backend.save("d.tif", evenPlane(1)), "PATH_KIND_MISMATCH", "save to a directory");
    await expectCode(() => backend.save("a/b.tif/c.tif", evenPlane(1)), "PATH_KIND_MISMATCH", "save below a file");
    await expectCode(() => backend.ensureDirectory("a/b.tif"), "PATH_KIND_MISMATCH", "a directory over a file");
    await expectCode(() => backend.list("a/b.tif"), "PATH_KIND_MISMATCH", "list of a file");
    await expectCode(() => backend.copy("a", "c"), "PATH_KIND_MISMATCH", "copy of a directory");
    await expectCode(() => backend.move("a", "c"), "PATH_KIND_MISMATCH", "move of a directory");
  });
}
