import { expect, test } from "vitest";
import { heightsAboveLines } from "../../test/nuclei-steps.ts";

test("heightsAboveLines() is 0 in a bright column or row, and the height of what fills neither", () => {
  const data = new Float32Array(20 * 20);
  const labels = new Uint32Array(20 * 20);
  for (let i = 0; i < 20; i++) {
    data[i * 20 + 3] = 9;
    data[12 * 20 + i] = 9;
    labels[i * 20 + 3] = 1;
    if (i !== 3) labels[12 * 20 + i] = 2;
  }
  for (const i of [105, 106, 125, 126]) [data[i], labels[i]] = [7, 3];
  const heights = heightsAboveLines({ data: labels, height: 20, width: 20 }, { data, height: 20, width: 20 });
  expect([...heights].map((height) => Math.round(height))).toEqual([0, 0, 0, 7]);
});
