import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Labels, Plane } from "../src/plane.ts";

const data = process.env.OHCS_TEST_DATA ?? "";
const IMAGE = join(data, "cp_examples/ExampleHuman/images/AS_09125_050116030001_D03f00d0.tif");
const TABLE = join(data, "cytotable_examplehuman/cellprofiler/ExampleHuman/Nuclei.csv");

export const isExampleHumanHere = existsSync(IMAGE) && existsSync(TABLE);

interface Nucleus {
  readonly x: number;
  readonly y: number;
  readonly area: number;
}

/** The DNA image: 512 × 512 px of 8 bits in strips one behind the other, compressed as PackBits from byte 8 on. */
export function exampleHuman(): Plane<Uint8Array> {
  const [file, image] = [readFileSync(IMAGE), new Uint8Array(512 * 512)];
  for (let from = 8, to = 0; to < image.length; ) {
    const count = file.readInt8(from);
    const length = Math.abs(count) + 1;
    if (count >= 0) image.set(file.subarray(from + 1, from + 1 + length), to);
    else if (count > -128) image.fill(file[from + 1] ?? 0, to, to + length);
    from += count >= 0 ? 1 + length : count > -128 ? 2 : 1;
    to += count > -128 ? length : 0;
  }
  return { data: image, height: 512, width: 512 };
}

/** CellProfiler's published nuclei of it. */
export function publishedNuclei(): readonly Nucleus[] {
  const [header = [], ...rows] = readFileSync(TABLE, "utf8")
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  const numbers = (name: string) => rows.map((row) => Number(row[header.indexOf(name)]));
  const [xs, ys, areas] = ["Center_X", "Center_Y", "Area"].map((name) => numbers(`AreaShape_${name}`));
  return rows.map((_, i) => ({ x: xs?.[i] ?? 0, y: ys?.[i] ?? 0, area: areas?.[i] ?? 0 }));
}

/** Areas of ours by theirs, of nuclei that are each other's nearest, at most 5 px apart. */
export function areaRatios(labels: Labels, published: readonly Nucleus[]): readonly number[] {
  const ours = nucleiIn(labels);
  return published.flatMap((nucleus) => {
    const own = nearestTo(nucleus, ours);
    const isPair = own !== undefined && distance(own, nucleus) < 5 && nearestTo(own, published) === nucleus;
    return isPair ? [own.area / nucleus.area] : [];
  });
}

function nucleiIn({ data: labels, width }: Labels): readonly Nucleus[] {
  const sums = new Map<number, { x: number; y: number; area: number }>();
  for (const [i, label] of labels.entries()) {
    if (label === 0) continue;
    const { x, y, area } = sums.get(label) ?? { x: 0, y: 0, area: 0 };
    sums.set(label, { x: x + (i % width), y: y + Math.floor(i / width), area: area + 1 });
  }
  return [...sums.values()].map(({ x, y, area }) => ({ x: x / area, y: y / area, area }));
}

function nearestTo(one: Nucleus, others: readonly Nucleus[]): Nucleus | undefined {
  return others.toSorted((a, b) => distance(a, one) - distance(b, one))[0];
}

function distance(a: Nucleus, b: Nucleus): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
