import { type BackendScenario, evenPlane, expectCode, expectEqual } from "../expectation.ts";
import { READING, WRITING } from "./methods-by-path.ts";

/** Paths that leave a root on some system, or that some system cannot store: all are `PATH_OUTSIDE_ROOT`. */
export const PATH_ATTACKS: readonly string[] = [
  "../outside.tif",
  "a/../../outside.tif",
  "a/../b.tif",
  "/etc/outside.tif",
  "//server/share.tif",
  "a\\..\\..\\outside.tif",
  "C:/outside.tif",
  "c:outside.tif",
  "a/nul\0.tif",
  "CON",
  "a/aux.tif",
  "lpt1.tif/b.tif",
  `${"x".repeat(256)}.tif`,
  `${"µ".repeat(126)}.tif`,
];

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
