import { expectCode, expectEqual } from "../expectation.ts";
import { type BackendScenario, evenPlane } from "./backend-scenario.ts";
import { READING, WRITING } from "./methods-by-path.ts";
import { PATH_ATTACKS } from "./path-attacks.ts";

/** Paths mean the same everywhere, and none leaves the root. */
export function pathTests({ withBackend }: BackendScenario): void {
  for (const [name, call] of Object.entries({ ...READING, ...WRITING }))
    withBackend(`${name}: no path leaves the root`, async (backend) => {
      await backend.save("image.tif", evenPlane(1));
      for (const path of PATH_ATTACKS)
        await expectCode(() => call(backend, path), "PATH_OUTSIDE_ROOT", `path '${path.slice(0, 40)}'`);
      expectEqual((await backend.list("")).length, 1, "entries after the attacks");
    });

  withBackend("spellings of a path are one path", async (backend) => {
    await backend.save("./a//gr\u00fcn.tif", evenPlane(1));
    expectEqual(await backend.exists("a/gru\u0308n.tif"), true, "the decomposed spelling");
    expectEqual(
      (await backend.list("a/")).map((entry) => entry.path),
      ["a/gr\u00fcn.tif"],
      "the composed spelling",
    );
  });

  withBackend("save() refuses a path that differs from another in case only", async (backend) => {
    await backend.save("Plate/A01.tif", evenPlane(1));
    await expectCode(() => backend.save("Plate/a01.tif", evenPlane(2)), "PATH_CASE_CLASH", "a file");
    await expectCode(() => backend.save("plate/A02.tif", evenPlane(2)), "PATH_CASE_CLASH", "a directory");
    await backend.save("Plate/A02.tif", evenPlane(2));
  });
}
