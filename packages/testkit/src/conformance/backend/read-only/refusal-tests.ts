import { expectCode, expectEqual } from "../../expectation.ts";
import type { BackendScenario } from "../backend-scenario.ts";
import { READING, WRITING } from "../methods-by-path.ts";
import { PATH_ATTACKS } from "../path-attacks.ts";
import { contentsOf, imagesOf } from "./contents.ts";

/** Nothing is changed, whatever is asked, and nothing outside the root is seen. */
export function refusalTests({ withBackend }: BackendScenario): void {
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

  withBackend("writing to a path outside the root is refused, for one reason or the other", async (backend) => {
    for (const [name, write] of Object.entries(WRITING))
      for (const path of PATH_ATTACKS)
        await expectCode(
          () => write(backend, path),
          ["BACKEND_READ_ONLY", "PATH_OUTSIDE_ROOT"],
          `${name} with '${path.slice(0, 40)}'`,
        );
  });
}
