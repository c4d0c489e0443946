import { expectCode, expectEqual } from "../expectation.ts";
import { type BackendScenario, evenPlane } from "./backend-scenario.ts";

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
