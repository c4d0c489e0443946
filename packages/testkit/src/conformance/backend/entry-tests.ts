import { type BackendScenario, evenPlane, expectEqual } from "../expectation.ts";

/** Listing and querying. */
export function entryTests({ withBackend }: BackendScenario): void {
  withBackend("a new store is an empty directory, and queries change nothing", async (backend) => {
    expectEqual(await backend.list(""), [], "entries");
    expectEqual([await backend.exists(""), await backend.exists("a.tif")], [true, false], "what exists");
    await backend.save("a.tif", evenPlane(1));
    expectEqual((await backend.list("")).length, 1, "entries after a save");
  });

  withBackend("landmine 22: list() is in numeric order", async (backend) => {
    for (const name of ["w10", "w2", "w1", "w100", "w02"]) await backend.save(`plate/${name}.tif`, evenPlane(1));
    await backend.ensureDirectory("plate/w9");
    const entries = await backend.list("plate");
    const expected = ["w1.tif", "w02.tif", "w2.tif", "w9", "w10.tif", "w100.tif"].map((name) => `plate/${name}`);
    expectEqual(
      entries.map((entry) => entry.path),
      expected,
      "the order",
    );
    expectEqual(
      entries.map((entry) => entry.kind === "directory"),
      [false, false, false, true, false, false],
      "the kinds",
    );
  });

  withBackend("stat() and exists() distinguish files, directories and missing paths", async (backend) => {
    const receipt = await backend.save("a/b.tif", evenPlane(1));
    expectEqual(await backend.stat("a/b.tif"), { path: "a/b.tif", kind: "file", bytes: receipt.bytes }, "a file");
    expectEqual(await backend.stat("a"), { path: "a", kind: "directory", bytes: 0 }, "a directory");
    const found = await Promise.all(["a", "a/b.tif", "a/c.tif", "a/b.tif/c"].map((path) => backend.exists(path)));
    expectEqual(found, [true, true, false, false], "what exists");
  });
}
