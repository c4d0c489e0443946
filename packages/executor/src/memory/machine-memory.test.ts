import { totalmem } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import { machineMemory, readMemory } from "./machine-memory.ts";

afterEach(() => void vi.restoreAllMocks());

test.each([
  ["no container says anything", 0, totalmem()],
  ["the container's limit is no limit", 2 ** 64, totalmem()],
  ["a container has less than the machine", 1_000_000, 1_000_000],
])("machineMemory() where %s", (_, constrained, expected) => {
  vi.spyOn(process, "constrainedMemory").mockReturnValue(constrained);
  expect(machineMemory()).toBe(expected);
});

test("readMemory() returns the memory of this process, and the free memory", () => {
  const { residentBytes, freeBytes } = readMemory();
  expect(residentBytes).toBeGreaterThan(process.memoryUsage().heapUsed);
  expect(freeBytes).toBeLessThan(totalmem());
});
