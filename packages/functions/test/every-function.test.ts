import { catalogueOf } from "@ohcs/context";
import * as kernels from "@ohcs/kernels";
import { expect, test } from "vitest";
import * as root from "../src/index.ts";
import { presets } from "../src/presets/index.ts";
import * as webgpu from "../src/webgpu/index.ts";

test("what @ohcs/functions/webgpu computes has a twin of the same name in @ohcs/kernels", () => {
  expect(Object.keys(kernels)).toEqual(expect.arrayContaining(Object.keys(webgpu)));
});

test("the presets are these", () => {
  expect(Object.keys(presets)).toEqual([
    "count-nuclei",
    "count-nuclei-one-scale",
    "measure",
    "cells",
    "cell-painting",
    "translocation",
    "image-quality",
    "project",
    "stitch",
    "stitch-and-count",
  ]);
});

test("every preset names channels by their roles", () => {
  const sources = Object.values(presets).flatMap(({ steps }) =>
    steps.flatMap((one) => ("inputs" in one ? Object.values(one.inputs ?? {}) : [])),
  );
  const channels = sources.flatMap((source) =>
    typeof source === "object" && "channel" in source ? [source.channel] : [],
  );
  expect(channels.length).toBeGreaterThan(40);
  expect(channels.filter((channel) => !channel.startsWith("role:"))).toEqual([]);
});

test("every function is exported under its own name and declares summary, source and defaults", () => {
  const { entries } = catalogueOf({ "@ohcs/functions": root });
  expect(entries.map(({ declaration }) => declaration.name)).toEqual(entries.map(({ reference }) => reference.export));
  for (const { declaration } of entries) {
    expect(declaration.summary, declaration.name).not.toBe("");
    for (const [name, parameter] of Object.entries(declaration.params.properties))
      expect(
        "default" in parameter || !declaration.params.required?.includes(name),
        `${declaration.name}.${name}`,
      ).toBe(true);
  }
});

test("every function on wells takes views of a larger buffer, so that no plane of its chain is copied", () => {
  const { entries } = catalogueOf({ "@ohcs/functions": root });
  const declared = entries.map(({ declaration }) => declaration).filter(({ scope }) => scope === "well");
  expect(declared.length).toBeGreaterThan(50);
  expect(declared.filter(({ takesViews }) => !takesViews).map(({ name }) => name)).toEqual([]);
});
