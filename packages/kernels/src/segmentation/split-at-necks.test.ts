import { expect, test } from "vitest";
import { discs } from "../../test/discs.ts";
import { splitAtNecks } from "../../test/nuclei-steps.ts";

const mask = (distance: number) => {
  const plane = discs(60, [
    { x: 15, y: 30, radius: 10 },
    { x: 15 + distance, y: 30, radius: 10 },
  ]);
  return { ...plane, data: Uint8Array.from(plane.data) };
};

test("splitAtNecks() parts two discs at their neck, where it is thin enough", () => {
  expect(Math.max(...splitAtNecks(mask(16), { prominence: 0.35 }).data)).toBe(2);
  expect(Math.max(...splitAtNecks(mask(16), { prominence: 6 }).data)).toBe(1);
  expect(Math.max(...splitAtNecks(mask(3), { prominence: 0.35 }).data)).toBe(1);
});

test("splitAtNecks() of a mask without background is one object", () => {
  const full = { data: new Uint8Array(24).fill(1), height: 4, width: 6 };
  expect([...splitAtNecks(full, { prominence: 0.5 }).data]).toEqual(Array(24).fill(1));
});
