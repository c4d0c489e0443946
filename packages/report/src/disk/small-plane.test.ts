import { expect, test } from "vitest";
import { smallEdges, smallPlane } from "./small-plane.ts";

test("a picture has the means of blocks, those at the edges of the pixels they have", () => {
  const plane = { data: Uint16Array.from([1, 3, 10, 5, 7, 20, 100, 200, 300]), shape: [3, 3] };
  const { data, height, width, factor, full } = smallPlane(plane, 1.5);
  expect({ height, width, factor, full }).toEqual({ height: 2, width: 2, factor: 2, full: { height: 3, width: 3 } });
  expect([...data]).toEqual([4, 15, 150, 300]);
});

test("a plane of fewer pixels than asked is shown as it is", () => {
  const { data, factor } = smallPlane({ data: Float32Array.from([0.25, 0.5]), shape: [1, 1, 2] }, 400);
  expect([factor, ...data]).toEqual([1, 0.25, 0.5]);
});

test("outlines are the pixels of objects that have a neighbour of another object, or none", () => {
  const labels = [
    [0, 0, 0, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 1, 1, 1, 2],
    [0, 1, 1, 1, 2],
    [0, 0, 0, 0, 0],
  ];
  const { data } = smallEdges({ data: Uint32Array.from(labels.flat()), shape: [5, 5] }, 1);
  const white = [...data].flatMap((value, at) => (value === 255 ? [`${Math.floor(at / 5)},${at % 5}`] : []));
  expect(white).toEqual(["1,1", "1,3", "2,1", "2,3", "2,4", "3,1", "3,2", "3,3", "3,4"]);
});
