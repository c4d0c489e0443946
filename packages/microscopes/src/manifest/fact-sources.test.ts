import { expect, test } from "vitest";
import { plateFiles } from "../../test/plate-files.ts";
import { readImageXpress } from "../imagexpress/read-imagexpress.ts";
import { factSources } from "./fact-sources.ts";
import type { PlaneHeader } from "./plate-reading.ts";

test("names of channels, objective and positions are stated by metadata files before descriptions, each value once", () => {
  const { planes } = readImageXpress(plateFiles("p_A01_w1.tif", "p_A02_w1.tif", "p_A03_w1.tif"));
  const objective = { name: null, magnification: 10, numericalAperture: 0.3 };
  const header: PlaneHeader = {
    ...{
      header: null,
      problem: "",
      pixelSizeUm: null,
      channelName: "Hoechst",
      position: { xUm: 1, yUm: 2 },
      objective,
    },
  };
  const headers = new Map(planes.map(({ path }) => [path, header]));
  const image = { from: "description", path: "p_A01_w1.tif" };
  const channels = new Map([1, 4].map((id) => [`${id}`, { name: id === 1 ? "DAPI" : "Cy5, not imaged" }]));
  expect(factSources(planes, headers, { path: "p.HTD", channels })).toEqual([
    { fact: "channelName", channel: "1", from: "metadata", path: "p.HTD", value: "DAPI" },
    { fact: "channelName", channel: "1", ...image, value: "Hoechst" },
    { fact: "objective", ...image, value: "10×, NA 0.3" },
    { fact: "position", ...image, value: null },
  ]);
});
