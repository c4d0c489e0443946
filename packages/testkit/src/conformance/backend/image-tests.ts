import { DTYPES, dtypeLimits } from "@ohcs/context";
import { type BackendScenario, expectCode, expectEqual, plane } from "../expectation.ts";

/** Images are loaded as they were stored. */
export function imageTests({ withBackend }: BackendScenario): void {
  for (const dtype of DTYPES)
    withBackend(`load() returns ${dtype} samples exactly`, async (backend) => {
      const [low, high] = dtypeLimits(dtype);
      const image = plane([low, high, 0, 1, 7, 100], 3, dtype);
      await backend.save("deep/er/image.tif", { ...image, pixelSizeUm: 0.325 });
      const loaded = await backend.load("deep/er/image.tif");
      expectEqual(loaded.data, image.data, "loaded samples");
      expectEqual([loaded.shape, loaded.dtype, loaded.pixelSizeUm], [[2, 3], dtype, 0.325], "shape, dtype, pixel size");
    });

  withBackend("load() returns NaN and infinities", async (backend) => {
    const image = plane([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0], 2, "float32");
    await backend.save("image.tif", image);
    expectEqual((await backend.load("image.tif")).data, image.data, "loaded samples");
  });

  withBackend("load() returns the requested page, the first by default", async (backend) => {
    const stack = { ...plane([1, 2, 3, 4, 5, 6], 2), shape: [3, 1, 2] };
    await backend.save("stack.tif", stack);
    expectEqual((await backend.load("stack.tif")).data, Uint16Array.of(1, 2), "page by default");
    const page = await backend.load("stack.tif", { page: 2 });
    expectEqual([page.data, page.shape], [Uint16Array.of(5, 6), [1, 2]], "page 2");
    await expectCode(() => backend.load("stack.tif", { page: 3 }), "IMAGE_UNREADABLE", "a page beyond the last");
  });

  withBackend("load() returns red, green and blue of an image in colours as samples 0, 1 and 2", async (backend) => {
    const colors = { ...plane([1, 2, 3, 4, 5, 6], 2, "uint8"), shape: [3, 1, 2], kind: "rgb" } as const;
    await backend.save("colors.tif", colors);
    for (const [sample, data] of [Uint8Array.of(1, 2), Uint8Array.of(3, 4), Uint8Array.of(5, 6)].entries()) {
      const loaded = await backend.load("colors.tif", { sample });
      expectEqual([loaded.data, loaded.shape], [data, [1, 2]], `sample ${sample}`);
    }
  });

  withBackend("save() refuses samples that do not match their shape", async (backend) => {
    const image = plane([1, 2, 3, 4], 2);
    await expectCode(() => backend.save("a.tif", { ...image, shape: [3, 2] }), "IMAGE_INVALID", "a wrong shape");
    await expectCode(() => backend.save("a.tif", { ...image, dtype: "int32" }), "IMAGE_INVALID", "a wrong dtype");
    expectEqual(await backend.exists("a.tif"), false, "a refused image");
  });

  withBackend("landmine 5: a failed save leaves no stale image in place of a result", async (backend) => {
    await backend.save("image.tif", plane([1, 2], 2));
    const aborted = AbortSignal.abort();
    const outcome = await backend.save("image.tif", plane([3, 4], 2), { ifExists: "replace", signal: aborted }).then(
      () => "saved",
      () => "refused",
    );
    expectEqual(outcome, "refused", "an aborted save");
    expectEqual((await backend.load("image.tif")).data, Uint16Array.of(1, 2), "the old image");
    expectEqual((await backend.list("")).length, 1, "files after an aborted save");
  });
}
