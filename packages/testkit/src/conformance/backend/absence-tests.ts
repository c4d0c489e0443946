import { expectCode } from "../expectation.ts";
import { type BackendScenario, evenPlane } from "./backend-scenario.ts";

/** What is asked for must be there, and be what it is taken for. */
export function absenceTests({ withBackend }: BackendScenario): void {
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
}
