import { type PlateManifest, type SourceImage, step } from "@ohcs/context";
import { expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { functions } from "./catalogue-fixture.ts";
import { contextsOf, inputOf, manifestOf } from "./plate-fixture.ts";

const steps = [step("project", { func: functions.maxProjection() })];

/** The plate with the planes of each site and z in one file: channels are its pages, or the samples of its page. */
function inFiles(address: (image: SourceImage) => Pick<SourceImage, "page" | "sample">): PlateManifest {
  const manifest = manifestOf();
  const images = manifest.images.map((image) => ({
    ...image,
    ...address(image),
    path: image.path.replace(/_w\d+/, ""),
    bytes: 400,
  }));
  return { ...manifest, images };
}

const asPages = inFiles(({ channel }) => ({ page: Number(channel) - 1 }));
const asSamples = inFiles(({ channel }) => ({ page: 0, sample: Number(channel) - 1 }));

test("contexts name file, page and sample of each plane, and fingerprints tell them apart", () => {
  const [pages, samples] = [asPages, asSamples].map((manifest) => contextsOf(steps, { manifest })[0]);
  const addresses = (context: typeof pages) =>
    context?.images
      .toArray()
      .slice(0, 4)
      .map(({ page, sample }) => [page, sample]);
  expect(addresses(pages)).toEqual([
    [0, null],
    [0, null],
    [0, null],
    [1, null],
  ]);
  expect(addresses(samples)).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 1],
  ]);
  expect(pages?.fingerprint).not.toBe(samples?.fingerprint);
});

test("reading planes of one file is estimated once for the file, not once for each", () => {
  const bytesOf = (manifest: PlateManifest) => compilePlate(inputOf(steps, { manifest })).estimate?.bytesRead;
  expect(bytesOf(asPages)).toBe(bytesOf(manifestOf()));
});
