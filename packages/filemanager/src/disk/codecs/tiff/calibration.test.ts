import { expect, test } from "vitest";
import { pixelSizeOf } from "./calibration.ts";

const ofText = (description: string) => pixelSizeOf({ description, xResolution: null, resolutionUnit: null });

test.each([
  ['<OME><Pixels ID="a"/><Pixels SizeX="3"\n PhysicalSizeX="0.325"/></OME>', 0.325],
  ['<Pixels PhysicalSizeX="325" PhysicalSizeXUnit="nm"/><Pixels PhysicalSizeXUnit="µm"/>', null],
  ['<Pixels PhysicalSizeX="2"/><Pixels PhysicalSizeXUnit="nm"/>', 2],
  ['<PixelsOfOthers PhysicalSizeX="2"/>', null],
  ['<Pixels OtherPhysicalSizeX="2"/>', null],
  ['<Pixels SizeX="3"/><Plane PhysicalSizeX="2"/>', null],
  ['<Pixels PhysicalSizeX="0.5"', 0.5],
])("pixelSizeOf() takes size and unit from one element of Pixels: %s", (description, expected) => {
  expect(ofText(description)).toBe(expected);
});

test.each([
  "<Pixels ",
  "<Pixels >",
  "<Pixels PhysicalSizeX",
  '<Pixels PhysicalSizeX=""',
  ' PhysicalSizeX="',
  "ImageJ=1\nunit=",
  "images=1\n",
  "<",
])("pixelSizeOf() visits each byte of a description of 2 MB once: '%s' repeated", (piece) => {
  const before = process.cpuUsage();
  ofText(`<Pixels ${piece.repeat(2_000_000 / piece.length)}`);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
});
