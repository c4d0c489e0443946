import { expectEqual } from "../expectation.ts";
import { type BackendScenario, evenPlane } from "./backend-scenario.ts";

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
}
