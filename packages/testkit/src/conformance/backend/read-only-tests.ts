import { expectCode, expectEqual } from "../expectation.ts";
import type { BackendScenario } from "./backend-scenario.ts";
import { READING, WRITING } from "./methods-by-path.ts";
import { PATH_ATTACKS } from "./path-attacks.ts";
import { contentsOf, imagesOf } from "./read-only/contents.ts";
import { findingTests } from "./read-only/finding-tests.ts";
import { loadingTests } from "./read-only/loading-tests.ts";

/** A read-only backend shows its content, refuses every write with its code, and changes nothing. */
export function readOnlyTests(scenario: BackendScenario): void {
  for (const group of [loadingTests, findingTests, refusalTests, closingTests]) group(scenario);
}

/** Instances end when closed, and only then. */
function closingTests({ test, withBackend, create }: BackendScenario): void {
  test("landmine 2: closing one instance leaves others open", async () => {
    const [one, two] = [await create(), await create()];
    try {
      const images = await imagesOf(one);
      await one.close();
      for (const [path, image] of images) expectEqual(await two.load(path), image, `'${path}' of the other instance`);
    } finally {
      await two.close();
    }
  });

  withBackend("close() may be called twice, and nothing works afterwards", async (backend) => {
    const [path = "a.tif"] = (await imagesOf(backend)).keys();
    await backend.close();
    await backend.close();
    await expectCode(() => backend.load(path), "BACKEND_CLOSED", "load after close");
    await expectCode(() => backend.list(""), "BACKEND_CLOSED", "list after close");
    await expectCode(() => backend.exists(path), "BACKEND_CLOSED", "exists after close");
    await expectCode(() => backend.stat(path), "BACKEND_CLOSED", "stat after close");
    await expectCode(() => backend.delete(path), ["BACKEND_CLOSED", "BACKEND_READ_ONLY"], "delete after close");
  });
}

/** No call changes anything, and nothing outside the root is visible. */
function refusalTests({ withBackend }: BackendScenario): void {
  for (const [name, write] of Object.entries(WRITING))
    withBackend(`${name}: nothing writes through a read-only backend`, async (backend) => {
      const [before, images] = [await contentsOf(backend), await imagesOf(backend)];
      const targets = [
        "ohcs-conformance.tif",
        "ohcs-conformance/new.tif",
        ...images.keys(),
        ...before.directories.keys(),
      ];
      for (const path of targets)
        await expectCode(() => write(backend, path), "BACKEND_READ_ONLY", `${name} with '${path}'`);
      const after = await contentsOf(backend);
      expectEqual([...after.directories], [...before.directories], "the entries after the attempts");
      for (const [path, image] of images) expectEqual(await backend.load(path), image, `'${path}' after the attempts`);
    });

  for (const [name, read] of Object.entries(READING))
    withBackend(`${name}: no path leaves the root`, async (backend) => {
      for (const path of PATH_ATTACKS)
        await expectCode(() => read(backend, path), "PATH_OUTSIDE_ROOT", `path '${path.slice(0, 40)}'`);
    });

  withBackend("writing to a path outside the root is refused, for either reason", async (backend) => {
    for (const [name, write] of Object.entries(WRITING))
      for (const path of PATH_ATTACKS)
        await expectCode(
          () => write(backend, path),
          ["BACKEND_READ_ONLY", "PATH_OUTSIDE_ROOT"],
          `${name} with '${path.slice(0, 40)}'`,
        );
  });
}
