import { expect, test } from "vitest";
import { PictureMemory } from "./picture-memory.ts";
import { shrinkFactor, smallEdges, smallPlane } from "./small-plane.ts";

const valuesOf = ({ data, zero, step }: ReturnType<typeof smallPlane>) => Array.from(data, (one) => zero + step * one);

test("a picture has the means of blocks, those at the edges of the pixels they have", () => {
  const plane = { data: Uint16Array.from([1, 3, 10, 5, 7, 20, 100, 200, 300]), shape: [3, 3] };
  const small = smallPlane(plane, 2, new PictureMemory());
  const { height, width, factor, full, look } = small;
  expect({ height, width, factor, full }).toEqual({ height: 2, width: 2, factor: 2, full: { height: 3, width: 3 } });
  expect(valuesOf(small)).toEqual([4, 15, 150, 300]);
  expect(look).toMatchObject({ mean: 117.25, percentMaximal: expect.closeTo(100 / 9, 10) });
});

test("a plane of fewer pixels than there is room for is shown as it is", () => {
  const small = smallPlane({ data: Float32Array.from([0.25, 0.5]), shape: [1, 1, 2] }, 400, new PictureMemory());
  expect([small.factor, ...valuesOf(small)]).toEqual([1, 0.25, 0.5]);
});

test("a picture never has more pixels than there is room for, and about 400 a side where there is room", () => {
  expect([256, 512, 1080].map((side) => shrinkFactor([side, side / 2], 186))).toEqual([2, 3, 6]);
  expect([512, 1080, 2160].map((side) => shrinkFactor([side / 2, side], 3000))).toEqual([1, 3, 5]);
});

test("samples of a picture are within 1/65,535 of its range; those that are no number, or infinite, are at an end of it", () => {
  const data = Float32Array.from({ length: 300 }, (_, i) => 1e4 * Math.sin(i));
  data.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  const [nothing, most, least, ...others] = valuesOf(smallPlane({ data, shape: [1, 300] }, 2000, new PictureMemory()));
  expect([nothing, least, most].map((one) => Math.sign(one ?? 0))).toEqual([-1, -1, 1]);
  const error = others.map((one, i) => Math.abs(one - (data[i + 3] ?? 0)));
  expect(Math.max(...error)).toBeLessThan(2e4 / 65_535);
});

test("outlines are the pixels of objects that have a neighbour of another object, or none", () => {
  const labels = [
    [0, 0, 0, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 1, 1, 1, 2],
    [0, 1, 1, 1, 2],
    [0, 0, 0, 0, 0],
  ];
  const { data } = smallEdges({ data: Uint32Array.from(labels.flat()), shape: [5, 5] }, 1, new PictureMemory());
  const white = [...data].flatMap((value, at) => (value === 255 ? [`${Math.floor(at / 5)},${at % 5}`] : []));
  expect(white).toEqual(["1,1", "1,3", "2,1", "2,3", "2,4", "3,1", "3,2", "3,3", "3,4"]);
});
