import { expect, test } from "vitest";
import { addedTimes } from "./added-times.ts";

test("addedTimes() subtracts bare Tinypool, and the record where one is written, round by round", () => {
  const added = addedTimes({ bare: [1, 3], inMemory: [2, 7], durable: [9, 8], record: [2, 4] });
  expect(added).toEqual({
    addedMsPerWell: { rounds: 2, min: 1, median: 2.5, max: 4, atBest: 1 },
    addedBeyondRecordMs: { rounds: 2, min: 1, median: 3.5, max: 6, atBest: 5 },
  });
});
