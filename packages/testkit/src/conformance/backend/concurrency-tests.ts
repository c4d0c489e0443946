import { type BackendScenario, evenPlane, expectCode, expectEqual } from "../expectation.ts";

const WRITERS = 12;

/** Concurrency: no value is lost or seen half written. */
export function concurrencyTests({ withBackend }: BackendScenario): void {
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
    const loaded = await Promise.all(indexes.map((i) => backend.load(`well${i % 3}/image${i}.tif`)));
    for (const i of indexes) expectEqual(loaded[i]?.data, evenPlane(i).data, `image ${i}, loaded among others`);
  });

  withBackend("landmine 29: a reader sees the old or the new value, whole, while it is replaced", async (backend) => {
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
  });
}

/** Instances own their values, and end when closed. */
export function instanceTests({ test, withBackend, create }: BackendScenario): void {
  test("landmine 2: interleaved instances never see or lose each other's files", async () => {
    const [one, two] = [await create(), await create()];
    for (let i = 0; i < 4; i++) {
      await Promise.all([one.save(`step0/${i}.tif`, evenPlane(i)), two.save(`step0/${i}.tif`, evenPlane(100 + i))]);
      expectEqual((await one.load(`step0/${i}.tif`)).data, evenPlane(i).data, "the first instance's image");
    }
    await one.delete("step0");
    await one.close();
    for (let i = 0; i < 4; i++)
      expectEqual((await two.load(`step0/${i}.tif`)).data, evenPlane(100 + i).data, "the second instance's image");
    await two.close();
  });

  withBackend("close() may be called twice, and nothing works afterwards", async (backend) => {
    await backend.save("a.tif", evenPlane(1));
    await backend.close();
    await backend.close();
    await expectCode(() => backend.load("a.tif"), "BACKEND_CLOSED", "load after close");
    await expectCode(() => backend.save("b.tif", evenPlane(1)), "BACKEND_CLOSED", "save after close");
    await expectCode(() => backend.list(""), "BACKEND_CLOSED", "list after close");
    await expectCode(() => backend.exists("a.tif"), "BACKEND_CLOSED", "exists after close");
  });
}
