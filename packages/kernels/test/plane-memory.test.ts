import { type AllocatePixels, dtypeOf } from "@ohcs/context";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as codecs from "../src/codecs/index.ts";
import * as kernels from "../src/index.ts";
import { noise } from "./random-planes.ts";

const every: string = new URL("fixtures/every-kernel.mjs", import.meta.url).href;
const { digestsOf } = (await import(every)) as { digestsOf: (kernels: object) => Readonly<Record<string, string>> };

let planes: kernels.PlaneMemory;
beforeEach(() => {
  planes = kernels.openPlaneMemory(2 ** 32);
});
afterEach(() => planes.close());

type Kernel = (...args: unknown[]) => unknown;

function placed<T extends kernels.PixelArray>(data: T, { allocate } = planes): T {
  const copy = allocate(dtypeOf(data) ?? "uint8", data.length) as T;
  copy.set(data);
  return copy;
}

/** The same values; of all arrays of samples among them what `copy` gives. */
function withCopies(value: unknown, copy: (data: kernels.PixelArray) => kernels.PixelArray): unknown {
  if (ArrayBuffer.isView(value)) return copy(value as kernels.PixelArray);
  if (Array.isArray(value)) return value.map((part) => withCopies(part, copy));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withCopies(part, copy)]));
}

/** Samples of a plane of the fixture. */
const PLANE = 97 * 131;

const isInside = (data: unknown) => ArrayBuffer.isView(data) && planes.wholeOf(data as kernels.PixelArray) !== null;

/** Names of kernels that copy samples of planes in the memory of kernels, or copy results there. */
const copying = new Set<string>();
/** Names of kernels whose results include a plane that lies elsewhere. */
const leaving = new Set<string>();

/** A kernel whose planes lie in the memory of kernels, its results below all that it is given, which must stay as it was. */
function resident(name: string, kernel: Kernel): Kernel {
  return (...args) => {
    const pairs: (readonly [kernels.PixelArray, kernels.PixelArray])[] = [];
    const given = withCopies(args, (data) => {
      const copy = placed(data);
      pairs.push([copy, data.slice()]);
      return copy;
    });
    const lent: kernels.PixelArray[] = [];
    const allocate: AllocatePixels = (dtype, length) => {
      const data = planes.allocate(dtype, length);
      lent.push(data);
      return data;
    };
    let result: unknown;
    const copied = samplesCopied(() => {
      result = kernels.withResultsIn(allocate, () => kernel(...(given as unknown[])));
    }, isInside);
    if (copied > 0) copying.add(name);
    withCopies(result, (data) => {
      if (data.length === PLANE && !isInside(data)) leaving.add(name);
      return data;
    });
    for (const [copy, before] of pairs) expect(copy).toEqual(before);
    const own = withCopies(result, (data) => data.slice());
    for (const data of [...lent, ...pairs.map(([copy]) => copy)]) planes.release(data);
    return own;
  };
}

test("every kernel works where its planes lie in the memory of kernels: the same bytes, inputs left alone, results made in place, nothing copied", () => {
  const all: Readonly<Record<string, unknown>> = { ...kernels, ...codecs };
  const isKernel = (value: unknown): value is Kernel => typeof value === "function" && !`${value}`.startsWith("class");
  const inside = Object.entries(all).map(([name, value]) => [name, isKernel(value) ? resident(name, value) : value]);
  const digests = digestsOf(Object.fromEntries(inside));
  planes.close();
  expect(digests).toEqual(digestsOf(all));
  // Sorted samples, and lists of pixels.
  expect([...copying]).toEqual(["imageQuality", "intensityFeatures"]);
  expect([...leaving]).toEqual([]);
});

const LENGTH = 300 * 301;
const SIZE = { height: 300, width: 301 };

/** Samples that are copied while `run` runs, from or to arrays that count. */
function samplesCopied(run: () => unknown, counts: (data: unknown) => boolean = () => true): number {
  const arrays = Object.getPrototypeOf(Uint8Array.prototype) as Pick<Uint8Array, "set" | "slice">;
  const { set, slice } = arrays;
  let samples = 0;
  arrays.set = function counted(this: Uint8Array, source, offset) {
    if (counts(this) || counts(source)) samples += source.length;
    set.call(this, source, offset);
  };
  arrays.slice = function counted(this: Uint8Array, ...args) {
    const made = slice.apply(this, args);
    if (counts(this)) samples += made.length;
    return made;
  } as typeof slice;
  try {
    run();
  } finally {
    Object.assign(arrays, { set, slice });
  }
  return samples;
}

test("a projection, a blur and a threshold copy no plane", () => {
  const stack = placed(noise("uint16", 3 * LENGTH, 7, 1000) as Uint16Array);
  const layers = [0, 1, 2].map((z) => ({ data: stack.subarray(z * LENGTH, (z + 1) * LENGTH), ...SIZE }));
  const chain = () => {
    const blurred = kernels.gaussianBlur(kernels.maxProjection(layers), 2);
    const turned = kernels.rotate(kernels.medianFilter(blurred, 3), { angle: 90, reshape: true });
    return kernels.mapPixels(turned, [["above", kernels.thresholdOtsu(turned.data)]], new Uint8Array(0));
  };
  let [inside, outside] = [new Uint8Array(0), new Uint8Array(0)];
  const few = samplesCopied(() => {
    inside = kernels.withResultsIn(planes.allocate, chain).data;
  });
  planes.close();
  const many = samplesCopied(() => {
    outside = chain().data;
  });
  expect(inside).toEqual(outside);
  // Weights, steps and counts, but no plane.
  expect([few < LENGTH / 10, many > 10 * LENGTH]).toEqual([true, true]);
});

test("results that are lent as a part of a plane hit none beside them", () => {
  const plane = { data: placed(noise("uint16", LENGTH, 3, 1000)), ...SIZE };
  const expected = noise("uint8", LENGTH, 1, 2).map((_, i) => (plane.data[i]! > 20_000 ? 1 : 0));
  for (const offset of [0, LENGTH]) {
    const stack = planes.allocate("uint8", 2 * LENGTH).fill(9);
    const part = () => stack.subarray(offset, offset + LENGTH);
    kernels.withResultsIn(part, () => kernels.mapPixels(plane, [["above", 20_000]], stack));
    expect(part()).toEqual(expected);
    expect(new Set(stack.subarray(LENGTH - offset, 2 * LENGTH - offset))).toEqual(new Set([9]));
  }
});

test("memory that is released serves again, and what does not fit gets an array of its own", () => {
  planes.close();
  planes = kernels.openPlaneMemory(2 ** 20);
  const [first, second] = [planes.allocate("uint8", 400_000), planes.allocate("float32", 50_000)];
  expect([first.buffer === second.buffer, first.buffer.byteLength]).toEqual([true, 2 ** 20]);
  const beyond = planes.allocate("uint8", 400_000);
  expect(beyond.buffer.byteLength).toBe(400_000);
  planes.release(beyond);
  planes.release(first);
  planes.release(first);
  const third = planes.allocate("uint16", 200_000);
  expect([third.buffer === second.buffer, third.byteOffset]).toEqual([true, first.byteOffset]);
});

test("a kernel that needs more than planes leave ends with KERNEL_MEMORY_EXHAUSTED, and works once they are released", () => {
  planes.close();
  planes = kernels.openPlaneMemory(2 ** 20);
  const plane = { data: new Float32Array(40_000).fill(3), height: 200, width: 200 };
  const large = planes.allocate("uint8", 700_000);
  const exhausted = expect.objectContaining({ code: "KERNEL_MEMORY_EXHAUSTED" });
  expect(() => kernels.gaussianBlur(plane, 1)).toThrow(exhausted);
  planes.release(large);
  expect(kernels.gaussianBlur(plane, 1).data).toHaveLength(40_000);
});

test("a memory of which more than 160 MiB were used is given back when all planes are released", () => {
  const [small, large] = [planes.allocate("uint8", 10), planes.allocate("uint8", 170 * 2 ** 20)];
  planes.release(large);
  expect(planes.allocate("uint8", 10).buffer === small.buffer).toBe(true);
  planes.close();
  planes = kernels.openPlaneMemory();
  const alone = planes.allocate("uint8", 170 * 2 ** 20);
  planes.release(alone);
  expect(planes.allocate("uint8", 10).buffer === alone.buffer).toBe(false);
});

test("one memory is open at a time, of a size that there can be; after it is closed its arrays are like any others", () => {
  const invalid = expect.objectContaining({ code: "PARAMETER_INVALID" });
  expect(() => kernels.openPlaneMemory()).toThrow(invalid);
  const plane = { data: placed(noise("uint16", LENGTH, 3, 1000)), ...SIZE };
  const before = kernels.medianFilter(plane, 3);
  planes.close();
  planes.close();
  expect(kernels.medianFilter(plane, 3)).toEqual(before);
  expect(planes.allocate("uint8", 10).buffer.byteLength).toBe(10);
  for (const bytes of [0, 2 ** 33, Number.NaN]) expect(() => kernels.openPlaneMemory(bytes)).toThrow(invalid);
});
