import { plateMapOf } from "@ohcs/context";
import { expect, test } from "vitest";
import { lackingControls } from "./plate-map-link.ts";

const lacking = (column: string, roles: readonly (string | null)[], imaged = ["A01", "A02"]) =>
  lackingControls(
    plateMapOf({ columns: ["well", column], rows: roles.map((role, i) => [`A0${i + 1}`, role]) }),
    imaged,
  );

test("a plate map with roles needs a negative control among the wells with images", () => {
  expect(lacking("role", ["negative", "sample"])).toEqual([]);
  expect(lacking("control_type", ["DMSO", null])).toEqual([]);
  expect(lacking("role", ["sample", "sample"])).toEqual(["negative"]);
  expect(lacking("role", ["sample", "sample", "negative"])).toEqual(["negative"]);
});

test("positive controls are missed only if the map has some", () => {
  expect(lacking("well_type", ["neg", "positive"])).toEqual([]);
  expect(lacking("well_type", ["neg", "x", "pos"])).toEqual(["positive"]);
  expect(lacking("role", [null, null, "positive"])).toEqual(["negative", "positive"]);
});

test("a plate map without roles lacks none", () => {
  expect(lacking("dose", ["1", "2"])).toEqual([]);
});
