import { expectCode, expectEqual } from "../expectation.ts";
import { type BackendScenario, evenPlane } from "./backend-scenario.ts";

const WRITERS = 12;

/** Nothing is replaced unless asked for; what is replaced is replaced whole. */
export function overwriteTests({ withBackend, capabilities }: BackendScenario): void {
  withBackend("save() refuses to replace by default, and then leaves what was there", async (backend) => {
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

  withBackend("of many writers to one free path exactly one succeeds", async (backend) => {
    const saves = Array.from({ length: WRITERS }, (_, i) => backend.save("one.tif", evenPlane(i)));
    const outcomes = await Promise.allSettled(saves);
    const winners = outcomes.flatMap((outcome, i) => (outcome.status === "fulfilled" ? [i] : []));
    expectEqual(winners.length, 1, "writers that succeeded");
    expectEqual((await backend.load("one.tif")).data, evenPlane(winners[0] ?? -1).data, "the winner's image");
  });

  withBackend("many writers to different paths do not disturb each other", async (backend) => {
    const indexes = Array.from({ length: WRITERS }, (_, i) => i);
    await Promise.all(indexes.map((i) => backend.save(`well${i % 3}/image${i}.tif`, evenPlane(i))));
    for (const i of indexes)
      expectEqual((await backend.load(`well${i % 3}/image${i}.tif`)).data, evenPlane(i).data, `image ${i}`);
  });

  withBackend(
    "landmine 29: whoever reads while a value is replaced sees the old or the new one, whole",
    async (backend) => {
      await backend.save("a.tif", evenPlane(0));
      let isWriting = true;
      const write = async () => {
        for (let i = 1; i <= WRITERS; i++) await backend.save("a.tif", evenPlane(i), { ifExists: "replace" });
        isWriting = false;
      };
      const read = async () => {
        while (isWriting) {
          const { data } = await backend.load("a.tif");
          expectEqual(new Set(data).size, 1, "different samples in an even image");
          await new Promise((resolve) => setTimeout(resolve, 0));
        }
      };
      await Promise.all([write(), read(), read()]);
      expectEqual((await backend.list("")).length, 1, "files after replacing");
    },
  );

  withBackend("a receipt states path, bytes and, where the value is durable, their hash", async (backend) => {
    const first = await backend.save("./a.tif", evenPlane(1));
    const second = await backend.save("b.tif", evenPlane(1));
    expectEqual([first.path, first.bytes > 0], ["a.tif", true], "path and bytes");
    expectEqual(first.sha256 === null ? 0 : first.sha256.length, capabilities.durable ? 64 : 0, "length of the hash");
    expectEqual(second.sha256, first.sha256, "hashes of the same image saved twice");
  });
}
