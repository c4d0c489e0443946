import { expect, test } from "vitest";
import { sampleImages } from "../../test/sample-images.ts";
import { PlaneCache } from "./plane-cache.ts";

test("PlaneCache loads a plane once for all levels, and again after it was dropped for others", async () => {
  const images = sampleImages();
  const [first, second] = images.wells.get("A01") ?? [];
  if (first === undefined || second === undefined) throw new Error("expected two planes");
  const cache = new PlaneCache(images, 60);
  await Promise.all([cache.load(first), cache.load(first, 1), cache.load(first)]);
  expect([images.loads.length, cache.bytes]).toEqual([1, 48 + 12]);
  await cache.load(second);
  expect([images.loads.length, cache.bytes]).toEqual([2, 48]);
  await cache.load(second);
  await cache.load(first);
  expect(images.loads.length).toBe(3);
});

test("PlaneCache tries again what could not be loaded", async () => {
  const images = sampleImages();
  const broken = images.wells.get("A01")?.find(({ key }) => key.site === 2 && key.channel === "2");
  if (broken === undefined) throw new Error("expected a plane");
  const cache = new PlaneCache(images);
  for (const attempt of [1, 2]) {
    await expect(cache.load(broken)).rejects.toThrow("Cannot read");
    expect(images.loads.length).toBe(attempt);
  }
});

test("PlaneCache distinguishes the samples of a page", async () => {
  const images = sampleImages();
  const plane = images.wells.get("A01")?.[0];
  if (plane === undefined) throw new Error("expected a plane");
  const cache = new PlaneCache(images);
  for (const sample of [0, 1, 0]) await cache.load({ ...plane, sample });
  expect(images.loads.length).toBe(2);
});
