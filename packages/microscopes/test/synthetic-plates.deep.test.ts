import { openReader } from "@ohcs/microscopes";
import { builtInHandlers } from "@ohcs/microscopes/disk";
import { memoryPlateReader, renderPlateFiles } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { tiffHeaderOf } from "./read-tiff-header.ts";
import { designOf, expectDesigned, LAYOUTS } from "./synthetic-plates.ts";

const FORMATS = [6, 12, 24, 48, 96, 384, 1536] as const;

test.each(LAYOUTS.flatMap(([layout, handler]) => FORMATS.map((format) => ({ layout, handler, format }))))(
  "all $format wells of a plate of $layout, with z and time, come back as designed",
  async ({ layout, handler, format }) => {
    const design = designOf(layout, format, format, format > 96 ? 1 : 4);
    const files = renderPlateFiles(design);
    const reader = memoryPlateReader({ name: "p", files, readHeader: (_, bytes) => tiffHeaderOf(bytes) });
    const manifest = await openReader(reader, { handlers: builtInHandlers });
    expect(manifest.handler).toBe(handler);
    expectDesigned(manifest, design);
  },
);
