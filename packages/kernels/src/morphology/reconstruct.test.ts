import { describe, expect, test } from "vitest";
import { readCases, restorePlane, type StoredPlane } from "../../test/fixture.ts";
import { erode } from "./erode.ts";
import { reconstruct } from "./reconstruct.ts";
import { blackTopHat, closing } from "./white-top-hat.ts";

type Output = "closing" | "blackTopHat" | "reconstructed";
type Case = Readonly<Record<Output | "image", StoredPlane>> & { readonly name: string };

describe.each(readCases<Case>("image-functions", "morphology"))("morphology of $name equals scikit-image", (one) => {
  const image = restorePlane(one.image);
  const disk = { shape: "disk", radius: 4 } as const;
  const expected = (output: Output) => restorePlane(one[output]).data;

  test("closing and blackTopHat", () => {
    expect(closing(image, disk).data).toEqual(expected("closing"));
    expect(blackTopHat(image, disk).data).toEqual(expected("blackTopHat"));
  });

  test("reconstruct", () => {
    expect(reconstruct(erode(image, disk), image).data).toEqual(expected("reconstructed"));
  });
});

test("reconstruct follows a path that turns back several times", () => {
  const rows = ["1111111", "0000001", "1111111", "1000000", "1111111"];
  const mask = { data: Uint8Array.from(rows.join(""), Number), height: 5, width: 7 };
  const seed = { ...mask, data: new Uint8Array(35) };
  seed.data[0] = 1;
  expect(reconstruct(seed, mask).data).toEqual(mask.data);
  seed.data[0] = 0;
  expect(reconstruct(seed, mask).data).toEqual(new Uint8Array(35));
});

test("reconstruct refuses a seed above its mask", () => {
  const mask = { data: Uint8Array.of(1, 2), height: 1, width: 2 };
  expect(() => reconstruct({ ...mask, data: Uint8Array.of(1, 3) }, mask)).toThrow(
    expect.objectContaining({ code: "PARAMETER_INVALID" }),
  );
});
