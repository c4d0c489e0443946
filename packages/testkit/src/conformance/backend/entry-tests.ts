import { expectCode, expectEqual } from "../expectation.ts";
import { type BackendScenario, evenPlane } from "./backend-scenario.ts";

/** Listing, asking, copying, moving and deleting. */
export function entryTests({ withBackend }: BackendScenario): void {
  withBackend("a new store is an empty directory, and asking changes nothing", async (backend) => {
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

  withBackend("stat() and exists() tell files, directories and nothing apart", async (backend) => {
    const receipt = await backend.save("a/b.tif", evenPlane(1));
    expectEqual(await backend.stat("a/b.tif"), { path: "a/b.tif", kind: "file", bytes: receipt.bytes }, "a file");
    expectEqual(await backend.stat("a"), { path: "a", kind: "directory", bytes: 0 }, "a directory");
    const found = await Promise.all(["a", "a/b.tif", "a/c.tif", "a/b.tif/c"].map((path) => backend.exists(path)));
    expectEqual(found, [true, true, false, false], "what exists");
  });

  withBackend("what is not there is FILE_NOT_FOUND", async (backend) => {
    await backend.save("file.tif", evenPlane(1));
    for (const path of ["no.tif", "no/no.tif", "file.tif/no.tif"]) {
      await expectCode(() => backend.load(path), "FILE_NOT_FOUND", `load of '${path}'`);
      await expectCode(() => backend.loadTable(path), "FILE_NOT_FOUND", `loadTable of '${path}'`);
      await expectCode(() => backend.loadJson(path), "FILE_NOT_FOUND", `loadJson of '${path}'`);
      await expectCode(() => backend.list(path), "FILE_NOT_FOUND", `list of '${path}'`);
      await expectCode(() => backend.stat(path), "FILE_NOT_FOUND", `stat of '${path}'`);
      await expectCode(() => backend.delete(path), "FILE_NOT_FOUND", `delete of '${path}'`);
      await expectCode(() => backend.copy(path, "x.tif"), "FILE_NOT_FOUND", `copy of '${path}'`);
      await expectCode(() => backend.move(path, "x.tif"), "FILE_NOT_FOUND", `move of '${path}'`);
    }
  });

  withBackend("a directory is no file, and a file no directory", async (backend) => {
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

  withBackend("copy() leaves the source, move() does not", async (backend) => {
    const image = evenPlane(3);
    await backend.save("a.tif", image);
    await backend.copy("a.tif", "x/copied.tif");
    await backend.move("a.tif", "y/moved.tif");
    expectEqual(await backend.exists("a.tif"), false, "the source of a move");
    expectEqual((await backend.load("x/copied.tif")).data, image.data, "the copy");
    expectEqual((await backend.load("y/moved.tif")).data, image.data, "the moved image");
  });

  withBackend("delete() removes a directory with everything below it", async (backend) => {
    await backend.save("a/b/c.tif", evenPlane(1));
    await backend.delete("a");
    expectEqual(await backend.list(""), [], "entries after deleting");
    await backend.save("a/b/c.tif", evenPlane(2));
  });
}
