import type { PlateReader } from "@ohcs/context";
import { expect, test } from "vitest";
import { plateFiles } from "../../test/plate-files.ts";
import { readImageXpress } from "../imagexpress/read-imagexpress.ts";
import { locateSites } from "./locate-sites.ts";
import { readHeaders } from "./read-headers.ts";

const header = { width: 8, height: 8, dtype: "uint16", pages: 1, description: "", pixelSizeUm: 2 } as const;

test("of a sample descriptions are read whole; where they state places, the place of every site of every well, too", async () => {
  const paths = ["A01", "A02", "A03"].flatMap((well) => ["w1", "w2"].map((channel) => `p_${well}_${channel}.tif`));
  const { planes } = readImageXpress(plateFiles(...paths));
  const asked: (string | undefined)[] = [];
  const describePlane = (_: string, wanted?: "position") => {
    asked.push(wanted);
    return { pixelSizeUm: 1, position: { xUm: 3, yUm: 4 }, channelName: "DAPI" };
  };
  const reader = { readHeader: async () => header } as unknown as PlateReader;
  const headers = await readHeaders(planes, { reader, format: { describePlane }, policy: "sample", signal: undefined });
  expect(asked).toEqual([undefined, undefined, "position", "position"]);
  expect([...headers.keys()]).toEqual(["p_A01_w1.tif", "p_A01_w2.tif", "p_A02_w1.tif", "p_A03_w1.tif"]);
  expect(headers.get("p_A01_w1.tif")).toMatchObject({ pixelSizeUm: 1, pixelSizeFrom: "description" });
  expect(headers.get("p_A03_w1.tif")).toMatchObject({ pixelSizeUm: null, position: { xUm: 3, yUm: 4 } });
});

test("where the first image of a site is damaged, another one states its place", async () => {
  const paths = ["A01", "A02"].flatMap((well) => ["w1", "w2"].map((channel) => `p_${well}_s1_${channel}.tif`));
  const { planes } = readImageXpress(plateFiles(...paths));
  const readHeader = async (path: string) => {
    if (path === "p_A02_s1_w1.tif") throw new Error("Cannot read 'p_A02_s1_w1.tif': the file ends too early");
    return header;
  };
  const describePlane = () => ({ pixelSizeUm: 1, position: { xUm: 3, yUm: 4 }, channelName: "DAPI" });
  const reader = { readHeader } as unknown as PlateReader;
  const headers = await readHeaders(planes, { reader, format: { describePlane }, policy: "sample", signal: undefined });
  expect(headers.get("p_A02_s1_w1.tif")?.problem).toContain("ends too early");
  expect(locateSites(planes, headers)).toMatchObject({ isComplete: true, notices: [] });
});
