import type { PlateReader, SourceFile } from "@ohcs/context";
import { memoryPlateReader, planePath, planesOf, renderPlateFiles } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { builtInHandlers } from "../src/disk/open-plate.ts";
import { openReader } from "../src/open/open-reader.ts";
import { designOf, LAYOUTS, type Layout } from "./synthetic-plates.ts";

/** With all depth 6,144 and 55,296 files. */
const [FEW, MANY] = process.env.OHCS_TEST_DEPTH === "full" ? [384, 1536] : [24, 96];
const SITES = process.env.OHCS_TEST_DEPTH === "full" ? 9 : 2;
/** Expressions that match a name, its well or its extension, and reads of a file's path, for each file. */
const MOST_MATCHES = 80;
const MOST_READS = 40;
/** Wells are sorted, which takes a little more for each where there are more. */
const TOLERANCE = 1.2;
const LONGEST_MS = 600_000;

/** How often expressions are matched meanwhile. A mock would keep all of their arguments. */
async function matchesDuring(work: () => Promise<unknown>): Promise<number> {
  const { exec } = RegExp.prototype;
  let count = 0;
  RegExp.prototype.exec = function (text) {
    count++;
    return exec.call(this, text);
  };
  try {
    await work();
    return count;
  } finally {
    RegExp.prototype.exec = exec;
  }
}

/** A plate without pixels, and a count of how often paths of its files were read. */
function countedPlate(layout: Layout, wells: number) {
  const design = { ...designOf(layout, wells, wells, SITES), timepoints: 1, zSteps: 2 };
  const images = [...planesOf(design)].map((plane) => planePath(design, plane));
  const companions: (readonly [string, Uint8Array])[] = [];
  for (const [path, bytes] of renderPlateFiles(design)) {
    if (path === images[0]) break;
    companions.push([path, bytes]);
  }
  const plate = memoryPlateReader({ name: "p", files: [...companions, ...images.map((path) => [path, ""] as const)] });
  const counts = { files: images.length, reads: 0 };
  const counted = ({ path, bytes, mtimeMs }: SourceFile): SourceFile => ({
    ...{ bytes, mtimeMs },
    get path() {
      counts.reads++;
      return path;
    },
  });
  const list: PlateReader["list"] = async (signal) => {
    const { files, notices } = await plate.list(signal);
    return { files: files.map(counted), notices };
  };
  return { reader: { ...plate, list }, counts };
}

async function costOf(layout: Layout, wells: number) {
  const { reader, counts } = countedPlate(layout, wells);
  const matched = await matchesDuring(async () => {
    const { images } = await openReader(reader, { handlers: builtInHandlers });
    expect(images).toHaveLength(counts.files);
  });
  return { matches: matched / counts.files, reads: counts.reads / counts.files };
}

// An OME-TIFF holds all planes of a site: its cost is that of its descriptions.
test.each(LAYOUTS.map(([layout]) => layout).filter((layout) => layout !== "ome-tiff"))(
  "opening a plate of %s matches each name and reads each path a few times, however many there are",
  async (layout) => {
    const [few, many] = [await costOf(layout, FEW), await costOf(layout, MANY)];
    expect(many.matches).toBeLessThanOrEqual(few.matches * TOLERANCE);
    expect(many.reads).toBeLessThanOrEqual(few.reads * TOLERANCE);
    expect(many.matches).toBeLessThan(MOST_MATCHES);
    expect(many.reads).toBeLessThan(MOST_READS);
  },
  LONGEST_MS,
);
