import { dtypeOf } from "@ohcs/context";
import { expectCode, expectEqual, expectRefusal } from "../../expectation.ts";
import type { BackendScenario } from "../backend-scenario.ts";
import { dirtyMemory } from "../dirty-memory.ts";
import { imagesOf } from "./contents.ts";

const FAR_BEYOND = 1_000_000;

/** Images are loaded whole, each under its own path, and in arrays of their own. */
export function loadingTests({ withBackend, holds }: BackendScenario): void {
  withBackend("the store holds an image to test with", async (backend) => {
    expectEqual((await imagesOf(backend)).size > 0, true, "that listings contain an image");
  });

  if (Object.keys(holds).length > 0)
    withBackend("load() returns exactly the images that the store is known to hold", async (backend) => {
      for (const [path, image] of Object.entries(holds)) expectEqual(await backend.load(path), image, `'${path}'`);
    });

  withBackend("load() returns whole planes", async (backend) => {
    for (const [path, { data, shape, dtype, pixelSizeUm }] of await imagesOf(backend)) {
      const isPlane = shape.length === 2 && shape.every((side) => Number.isSafeInteger(side) && side > 0);
      expectEqual([isPlane, dtypeOf(data)], [true, dtype], `shape and dtype of '${path}'`);
      expectEqual(data.length, (shape[0] ?? 0) * (shape[1] ?? 0), `samples of '${path}'`);
      const isSize = pixelSizeUm === null || (Number.isFinite(pixelSizeUm) && pixelSizeUm > 0);
      expectEqual(isSize, true, `that the pixel size of '${path}' is positive or null`);
    }
  });

  withBackend("load() may use the offered memory, once, and none of its old content is left", async (backend) => {
    for (const [path, image] of await imagesOf(backend)) {
      const { options, requested } = dirtyMemory();
      expectEqual(await backend.load(path, options), image, `'${path}' in offered memory`);
      expectEqual(requested.slice(0, 2), requested.slice(0, 1), `memory requests for '${path}'`);
    }
  });

  withBackend("landmine 26: no later reader sees what a function does to its input", async (backend) => {
    for (const [path, image] of await imagesOf(backend)) {
      const before = image.data.slice();
      image.data.fill(1);
      expectEqual((await backend.load(path)).data, before, `samples of '${path}' after a mutation`);
    }
  });

  withBackend("concurrent loads return the image of each path, in order", async (backend) => {
    const images = await imagesOf(backend);
    const paths = [...images.keys(), ...[...images.keys()].reverse()];
    const loaded = await Promise.all(paths.map((path) => backend.load(path)));
    for (const [i, path] of paths.entries()) expectEqual(loaded[i], images.get(path), `'${path}', loaded among others`);
  });

  withBackend("load() of a page beyond the last is IMAGE_UNREADABLE", async (backend) => {
    for (const path of (await imagesOf(backend)).keys())
      await expectCode(() => backend.load(path, { page: FAR_BEYOND }), "IMAGE_UNREADABLE", `that page of '${path}'`);
  });

  withBackend("an aborted load() is refused", async (backend) => {
    for (const path of (await imagesOf(backend)).keys())
      await expectRefusal(() => backend.load(path, { signal: AbortSignal.abort() }), `an aborted load of '${path}'`);
  });
}
