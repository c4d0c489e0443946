import type { FunctionEnvironment, GpuImageStack, GpuPlane, GpuSession } from "@ohcs/context";
import { gaussianBlur, maxProjection, median, subtractBackground, whiteTopHat } from "@ohcs/functions";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bandNeed } from "./band-need.ts";

/** A session without a device, which refuses what a device would: larger or unaligned bindings. */
function sessionWith(maxBindingBytes: number): GpuSession {
  const plane = (height: number, width: number, dtype: GpuPlane["dtype"]) => ({ height, width, dtype }) as GpuPlane;
  const refuse = (): never => {
    throw new Error("refused");
  };
  return {
    maxBindingBytes,
    upload: refuse,
    download: refuse,
    counts: refuse,
    close: () => undefined,
    clear: () => undefined,
    release: () => undefined,
    allocate: plane,
    rowsOf: (of, first, count) => {
      const lies = first >= 0 && count > 0 && first + count <= of.height && (first * of.width) % 64 === 0;
      return lies ? plane(count, of.width, of.dtype) : refuse();
    },
    run: ({ reads = {}, writes = {} }) => {
      for (const { height, width } of [...Object.values(reads), ...Object.values(writes)])
        if (4 * height * width > maxBindingBytes) refuse();
    },
  };
}

const FILTERS = [
  { fn: gaussianBlur, parameter: "sigma", values: fc.double({ min: 0, max: 60, noNaN: true }) },
  { fn: median, parameter: "size", values: fc.constantFrom(3, 5) },
  { fn: whiteTopHat, parameter: "radius", values: fc.double({ min: 1, max: 60, noNaN: true }) },
  { fn: subtractBackground, parameter: "radius", values: fc.double({ min: 1, max: 2000, noNaN: true }) },
  { fn: maxProjection, parameter: "none", values: fc.constant(0) },
].map((filter) => ({ ...filter, name: filter.fn.declaration.name }));

type Filter = (typeof FILTERS)[number];

function needOf({ fn, parameter }: Filter, value: number, width: number) {
  const { gpu } = fn.declaration;
  if (gpu === null) throw new Error("no code for a GPU");
  return bandNeed(gpu, { [parameter]: value }, { width, isExact: true });
}

/** Records a filter's kernels for a plane of this size; throws if one of them exceeds the binding limit. */
function record({ fn, parameter }: Filter, value: number, [height, width]: readonly [number, number], binding: number) {
  const image = { data: [{ height, width, dtype: "uint16" }], shape: [1, height, width], dtype: "uint16" };
  const params = { shape: "disk", [parameter]: value } as never;
  const inputs = { image: { ...image, memory: "webgpu", planes: [{}], positions: [null] } as unknown as GpuImageStack };
  return fn.runOnGpu?.(sessionWith(binding), inputs, params, {} as FunctionEnvironment);
}

/** The blocks of a background exceed a binding only if its plane is very high. */
const sizesFor = ({ name }: Filter) =>
  fc.tuple(
    fc.integer({ min: 1, max: name === "subtractBackground" ? 150_000 : 6000 }),
    fc.integer({ min: 1, max: 400 }),
  );

test.each(FILTERS)("a binding for the rows that $name declares is enough for planes of any size", (filter) => {
  fc.assert(
    fc.property(filter.values, sizesFor(filter), (value, size) => {
      record(filter, value, size, Math.max(1024, needOf(filter, value, size[1]).bytes));
    }),
    { numRuns: process.env.OHCS_TEST_DEPTH === undefined ? 50 : 200 },
  );
});

test.each([
  ["gaussianBlur", 30, 241],
  ["whiteTopHat", 50, 101],
  ["median", 3, 5],
])("%s of %f px declares no more than the %i rows it needs, but for the last", (name, value, rows) => {
  const filter = FILTERS.find((one) => one.name === name) as Filter;
  const need = needOf(filter, value, 1024);
  expect(need).toEqual({ rows, bytes: rows * 1024 * 4 });
  const refused = { code: "GPU_PLANE_TOO_LARGE" };
  const least = name === "median" ? rows - 3 : rows - 1;
  expect(() => record(filter, value, [5000, 1024], least * 1024 * 4)).toThrow(expect.objectContaining(refused));
});

test("a width that is not known exactly counts as the worst case of row alignment", () => {
  const [even, odd, unknown] = [
    { width: 2160, isExact: true },
    { width: 2161, isExact: true },
    { width: 2160, isExact: false },
  ].map((plane) => bandNeed({ halo: 10 }, {}, plane).rows);
  expect([even, odd, unknown]).toEqual([20 + 10, 20 + 190, 20 + 190]);
});

test("a parameter that is not a number, which is reported elsewhere, needs no band", () => {
  const halo = { parameter: "sigma", times: 4, plus: 1 };
  expect(bandNeed({ halo }, { sigma: { um: 3 } }, { width: 64, isExact: true }).rows).toBe(2 * 1 + 1);
});
