import { expectCode, expectEqual } from "../../expectation.ts";
import type { BackendScenario } from "../backend-scenario.ts";
import { imagesOf } from "./contents.ts";

/** Instances end when closed, and only then. */
export function closingTests({ test, withBackend, create }: BackendScenario): void {
  test("landmine 2: closing one instance leaves others open", async () => {
    const [one, two] = [await create(), await create()];
    try {
      const images = await imagesOf(one);
      await one.close();
      for (const [path, image] of images) expectEqual(await two.load(path), image, `'${path}' of the other instance`);
    } finally {
      await two.close();
    }
  });

  withBackend("close() may be called twice, and nothing works afterwards", async (backend) => {
    const [path = "a.tif"] = (await imagesOf(backend)).keys();
    await backend.close();
    await backend.close();
    await expectCode(() => backend.load(path), "BACKEND_CLOSED", "load after close");
    await expectCode(() => backend.list(""), "BACKEND_CLOSED", "list after close");
    await expectCode(() => backend.exists(path), "BACKEND_CLOSED", "exists after close");
    await expectCode(() => backend.stat(path), "BACKEND_CLOSED", "stat after close");
    await expectCode(() => backend.delete(path), ["BACKEND_CLOSED", "BACKEND_READ_ONLY"], "delete after close");
  });
}
