import { expect, test } from "vitest";
import { idleBytesOf } from "./gpu-process-session.ts";

test("what all workers of an adapter keep is a tenth of its memory, however many they are", () => {
  const memory = { bytes: 4e9, source: "vendor" } as const;
  expect([0, 1, 4].map((slots) => idleBytesOf({ memory, slots }))).toEqual([4e8, 4e8, 1e8]);
});
