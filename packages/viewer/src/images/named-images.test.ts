import type { StoredPlane, StoredStep } from "@ohcs/context";
import { expect, test } from "vitest";
import { namedImages } from "./named-images.ts";

function stepOf(...planes: readonly Pick<StoredPlane, "output" | "path" | "key" | "sample">[]): StoredStep {
  const facts = { group: 0, plane: 0, backend: "disk", position: null, pixelSizeUm: null, isExact: true };
  return { step: "s", files: [], planes: planes.map((plane) => ({ ...facts, ...plane })) };
}

test("images that steps emit by name are apart from those of the plate, with the labels of the well over them", () => {
  const site = { site: 1 };
  const overlay = [0, 1, 2].map((sample) => ({ output: "rgb:overlay", path: "overlay.tif", key: site, sample }));
  const composite = ["1", "2", "3"].map((channel) => ({
    output: "rgb:composite",
    path: channel,
    key: { ...site, channel },
  }));
  const steps = [
    stepOf({ output: "image", path: "image.tif", key: { ...site, channel: "1" } }, ...overlay, ...composite),
    stepOf({ output: "image:heights", path: "heights.tif", key: { ...site, channel: "1" } }),
  ];
  const labels = stepOf({ output: "labels:nuclei", path: "nuclei.tif", key: { ...site, channel: "1" } });
  const named = namedImages(
    [
      ["A01", steps],
      ["A01", [labels]],
    ],
    [{ id: "1", name: "DAPI" }],
  );
  const shown = [...named].map(([name, { channels, wells }]) => {
    const planes = wells.get("A01") ?? [];
    return [
      name,
      channels.map((one) => one.name),
      planes.map(({ label, key, sample }) => label ?? [key.channel, sample]),
    ];
  });
  expect(shown).toEqual([
    ["overlay", ["red", "green", "blue"], ["nuclei", ["red", 0], ["green", 1], ["blue", 2]]],
    ["composite", ["red", "green", "blue"], ["nuclei", ["red", null], ["green", null], ["blue", null]]],
    ["heights", ["DAPI"], ["nuclei", ["1", null]]],
  ]);
});
