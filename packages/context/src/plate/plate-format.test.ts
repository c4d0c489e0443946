import { expect, test } from "vitest";
import { plateShape } from "./plate-format.ts";

test.each([
  ["as stated", ["B02", "C03"], { rows: 16, columns: 24 }, { rows: 16, columns: 24 }],
  ["of the smallest format that is sold, where nothing is stated", ["B02", "C05"], null, { rows: 4, columns: 6 }],
  [
    "of the smallest format where a well lies beyond what is stated",
    ["B13"],
    { rows: 8, columns: 12 },
    { rows: 16, columns: 24 },
  ],
  ["of the smallest format without wells", [], null, { rows: 2, columns: 3 }],
])("the shape of a plate is %s", (_, wells, stated, shape) => {
  expect(plateShape(wells, stated)).toEqual(shape);
});
