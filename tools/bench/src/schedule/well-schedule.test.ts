import { expect, test } from "vitest";
import { listSchedule } from "./well-schedule.ts";

test("listSchedule() gives each job to the first free worker", () => {
  expect(listSchedule([], 2)).toBe(0);
  expect(listSchedule([3, 1, 1, 1], 2)).toBe(3);
  expect(listSchedule([1, 1, 1, 3], 2)).toBe(4);
  expect(listSchedule([2, 2, 2], 1)).toBe(6);
});
