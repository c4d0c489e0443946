import { type BackendScenario, evenPlane, expectCode, expectEqual } from "../expectation.ts";

/** Nothing is replaced by default; replacing is atomic. */
export function overwriteTests({ withBackend, capabilities }: BackendScenario): void {
  withBackend("save() refuses to replace by default, and keeps the old value", async (backend) => {
    await backend.save("a.tif", evenPlane(1));
    await backend.save("b.tif", evenPlane(2));
    await expectCode(() => backend.save("a.tif", evenPlane(3)), "FILE_EXISTS", "a second save");
    await expectCode(() => backend.copy("b.tif", "a.tif"), "FILE_EXISTS", "a copy onto a file");
    await expectCode(() => backend.move("b.tif", "a.tif"), "FILE_EXISTS", "a move onto a file");
    expectEqual((await backend.load("a.tif")).data, evenPlane(1).data, "the first image");
    expectEqual((await backend.load("b.tif")).data, evenPlane(2).data, "the source of a refused move");
  });

  withBackend("ifExists 'replace' replaces", async (backend) => {
    for (const value of [1, 2]) await backend.save("a.tif", evenPlane(value), { ifExists: "replace" });
    expectEqual((await backend.load("a.tif")).data, evenPlane(2).data, "the second image");
    await backend.save("b.tif", evenPlane(3));
    await backend.copy("b.tif", "a.tif", { ifExists: "replace" });
    expectEqual((await backend.load("a.tif")).data, evenPlane(3).data, "the copied image");
    await backend.move("b.tif", "a.tif", { ifExists: "replace" });
    expectEqual(await backend.exists("b.tif"), false, "the moved image's old path");
  });

  withBackend("a receipt states path, bytes and, where the value is durable, their hash", async (backend) => {
    const first = await backend.save("./a.tif", evenPlane(1));
    const second = await backend.save("b.tif", evenPlane(1));
    expectEqual([first.path, first.bytes > 0], ["a.tif", true], "path and bytes");
    expectEqual(first.sha256 === null ? 0 : first.sha256.length, capabilities.durable ? 64 : 0, "length of the hash");
    expectEqual(second.sha256, first.sha256, "hashes of the same image saved twice");
  });
}
