import { expect, test } from "vitest";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { dilate, erode } from "./erode.ts";
import { linePixels } from "./line.ts";
import { closing, opening } from "./white-top-hat.ts";

type Case = Readonly<Record<"image" | "footprint" | "erosion" | "dilation" | "opening" | "closing", StoredPlane>> & {
  readonly radius: number;
  readonly angle: number;
};

const operations = { erosion: erode, dilation: dilate, opening, closing } as const;

test.each(readCases<Case>("operations", "line"))(
  "morphology along a line of $radius px to either side at $angle° equals scikit-image's with that footprint, $image.dtype",
  (one) => {
    const footprint = { shape: "line", radius: one.radius, angle: one.angle } as const;
    const drawn = new Set(linePixels(footprint).map(({ x, y }) => `${x} ${y}`));
    const side = 2 * one.radius + 1;
    const expected = restorePlane(one.footprint).data;
    const pixels = [...expected.keys()].filter((i) => expected[i] === 1);
    expect(drawn).toEqual(
      new Set(pixels.map((i) => `${(i % side) - one.radius} ${Math.floor(i / side) - one.radius}`)),
    );
    for (const [name, operation] of Object.entries(operations))
      expect(operation(restorePlane(one.image), footprint), name).toEqual(
        restorePlane(one[name as keyof typeof operations]),
      );
  },
);

test("a line is refused with a broken radius, or an angle beyond upright", () => {
  const refused = expect.objectContaining({ code: "PARAMETER_INVALID" });
  expect(() => linePixels({ shape: "line", radius: 1.5, angle: 0 })).toThrow(refused);
  expect(() => linePixels({ shape: "line", radius: 1, angle: 91 })).toThrow(refused);
});
