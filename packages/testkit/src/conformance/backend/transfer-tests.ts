import { type BackendScenario, evenPlane, expectCode, expectEqual, expectRefusal } from "../expectation.ts";

/** Copying, moving and deleting. */
export function transferTests({ withBackend }: BackendScenario): void {
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

  withBackend('the root cannot be deleted: delete("") is PATH_KIND_MISMATCH', async (backend) => {
    await backend.save("a.tif", evenPlane(1));
    await expectCode(() => backend.delete(""), "PATH_KIND_MISMATCH", "delete of the root");
    expectEqual((await backend.list("")).length, 1, "entries after deleting the root");
  });

  withBackend("an aborted load, copy or move is refused, and changes nothing", async (backend) => {
    await backend.save("a.tif", evenPlane(1));
    const options = { signal: AbortSignal.abort() };
    await expectRefusal(() => backend.load("a.tif", options), "an aborted load");
    await expectRefusal(() => backend.copy("a.tif", "b.tif", options), "an aborted copy");
    await expectRefusal(() => backend.move("a.tif", "b.tif", options), "an aborted move");
    expectEqual(
      (await backend.list("")).map(({ path }) => path),
      ["a.tif"],
      "entries afterwards",
    );
  });
}
