import { type AllocatePixels, allocatePixels, type LoadOptions } from "@ohcs/context";
import { type BackendScenario, expectEqual, plane } from "../expectation.ts";

/** The store shares no arrays with its callers. */
export function memoryTests({ withBackend }: BackendScenario): void {
  withBackend("load() may use the offered memory, once, and none of its old content is left", async (backend) => {
    const stack = { ...plane([0, 0, 0, 0, 5, 0], 2), shape: [3, 1, 2] };
    await backend.save("stack.tif", stack);
    for (const [page, samples] of [Uint16Array.of(0, 0), Uint16Array.of(0, 0), Uint16Array.of(5, 0)].entries()) {
      const { options, requested } = dirtyMemory();
      expectEqual((await backend.load("stack.tif", { ...options, page })).data, samples, `samples of page ${page}`);
      expectEqual(requested.slice(0, 2), requested.length === 0 ? [] : [["uint16", 2]], "the requested memory");
    }
  });

  withBackend("landmine 26: a function that mutates its input does not corrupt the store", async (backend) => {
    const image = plane([1, 2, 3, 4], 2);
    await backend.save("image.tif", image);
    image.data.fill(9);
    const loaded = await backend.load("image.tif");
    loaded.data.fill(8);
    expectEqual((await backend.load("image.tif")).data, Uint16Array.of(1, 2, 3, 4), "samples after two mutations");
  });

  withBackend("take(), where there is one, removes the image and gives its samples away", async (backend) => {
    if (backend.take === undefined) return;
    await backend.save("image.tif", plane([1, 2, 3, 4], 2));
    const { data } = await backend.take("image.tif");
    expectEqual(data, Uint16Array.of(1, 2, 3, 4), "the samples");
    expectEqual(data.byteLength, data.buffer.byteLength, "the array, which is the whole of its buffer");
    expectEqual(await backend.exists("image.tif"), false, "whether the image is there");
  });
}

/** Load options that offer memory with old content, and the requested allocations: `[dtype, length]`. */
export function dirtyMemory(): {
  readonly options: LoadOptions;
  readonly requested: readonly (readonly [string, number])[];
} {
  const requested: [string, number][] = [];
  const allocate: AllocatePixels = (dtype, length) => {
    requested.push([dtype, length]);
    return allocatePixels(dtype, length).fill(77);
  };
  return { options: { allocate }, requested };
}
