import { expect, test } from "vitest";
import type { PlaneFile } from "./plate-reading.ts";
import { zStepOf } from "./z-step-of.ts";

const plane = (channel: string, zIndex: number, zUm: number) =>
  ({ path: `${channel} ${zIndex}`, channel, zIndex, zUm, well: "A01", site: 1, timepoint: 1 }) as PlaneFile;

test("channels of one plane that an export repeats for every z state no distance of planes", () => {
  const stack = [plane("1", 1, 9988.88), plane("1", 2, 9991.88)];
  const repeated = ["2", "3"].flatMap((channel) => [plane(channel, 1, 9991.87), plane(channel, 2, 9991.87)]);
  expect(zStepOf([...stack, ...repeated], new Map())).toBe(3);
  expect(zStepOf(repeated, new Map())).toBeNull();
});
