import { chmod, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryPlateReader, renderPlateFiles } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import { expect, test } from "vitest";
import { builtInHandlers, openPlate } from "../src/disk/open-plate.ts";
import { openReader } from "../src/open/open-reader.ts";
import { readTiffHeader, tiffHeaderOf } from "./read-tiff-header.ts";
import { snapshotTree } from "./snapshot-tree.ts";
import { designOf, expectDesigned, LAYOUTS, type Layout } from "./synthetic-plates.ts";

const CORNERS: readonly (readonly [format: number, wells: readonly string[]])[] = [
  [6, ["A01", "B03"]],
  [96, ["A01", "H12"]],
  [1536, ["A01", "AF48"]],
];

test.each(
  LAYOUTS.flatMap(([layout, handler]) => CORNERS.map(([format, wells]) => ({ layout, handler, format, wells }))),
)(
  "a plate of $layout with $format wells is recognized, and every plane and place is the designed one",
  async ({ layout, handler, format, wells }) => {
    const design = designOf(layout, format, wells);
    const files = renderPlateFiles(design);
    const reader = memoryPlateReader({ name: "p", files, readHeader: (_, bytes) => tiffHeaderOf(bytes) });
    const manifest = await openReader(reader, { handlers: builtInHandlers });
    expect(manifest.candidates?.[0]?.handler).toBe(handler);
    expect(manifest.notices.map(({ code }) => code)).toEqual(layout === "cellvoyager" ? ["CORRECTIONS_SET_ASIDE"] : []);
    expectDesigned(manifest, design);
  },
);

test("landmine 11: plates are opened in folders that nothing can be written to, and every byte stays as it was", async () => {
  const directory = await mkdtemp(join(tmpdir(), "ohcs-read-only-"));
  try {
    for (const [layout] of LAYOUTS) {
      const { plateFolder } = await writePlate(designOf(layout, 96, ["B02"], 2), join(directory, layout));
      await forEachFolder(plateFolder, 0o555);
      const before = await snapshotTree(plateFolder);
      const { images } = await openPlate(plateFolder, { readHeader: readTiffHeader, headers: "all" });
      expect(images).toHaveLength(16);
      expect(await snapshotTree(plateFolder)).toEqual(before);
      await forEachFolder(plateFolder, 0o755);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});

async function forEachFolder(root: string, mode: number): Promise<void> {
  const names = ["", ...(await readdir(root, { recursive: true }))];
  for (const name of names) if ((await stat(join(root, name))).isDirectory()) await chmod(join(root, name), mode);
}

test("missing files are named by file, where an index lists them, and by plane", async () => {
  const lost: Record<Layout, number> = { imagexpress: 0, phenix: 2, cellvoyager: 2, scanr: 0, "ome-tiff": 0 };
  for (const [layout] of LAYOUTS) {
    const design = { ...designOf(layout, 96, ["B02", "C03"], 2), missing: [] };
    const missing = [1, 2].map((site) => ({ well: "C03", site, channel: 2, zIndex: 2, timepoint: 1 }));
    const files = renderPlateFiles({ ...design, missing });
    const manifest = await openReader(memoryPlateReader({ name: "p", files }), { handlers: builtInHandlers });
    const counts = new Map(manifest.notices.map(({ code, count }) => [code, count]));
    expect([counts.get("FILES_MISSING") ?? 0, counts.get("PLANES_MISSING")]).toEqual([lost[layout], 2]);
  }
});
