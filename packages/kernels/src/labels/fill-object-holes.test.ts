import { expect, test } from "vitest";
import { fillObjectHoles } from "./fill-object-holes.ts";

const plane = (...rows: readonly string[]) => ({
  data: Uint32Array.from(rows.join(""), Number),
  height: rows.length,
  width: rows[0]?.length ?? 0,
});

test("fillObjectHoles() fills what one object encloses, not what two do or what is open to the border", () => {
  const labels = plane("1110022", "1010202", "1110220", "3330000", "3044000", "3334000", "3300000");
  const filled = plane("1110022", "1110222", "1110220", "3330000", "3044000", "3334000", "3300000");
  expect(fillObjectHoles(labels)).toEqual(filled);
});

test("fillObjectHoles() leaves its input and an empty plane alone", () => {
  const labels = plane("111", "101", "111");
  fillObjectHoles(labels);
  expect(labels).toEqual(plane("111", "101", "111"));
  expect(fillObjectHoles(plane("000", "000"))).toEqual(plane("000", "000"));
});
