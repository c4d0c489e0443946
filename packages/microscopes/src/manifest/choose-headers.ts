import type { HeaderPolicy } from "@ohcs/context";
import type { PlaneFile } from "./plate-reading.ts";

/** Relative deviation of a file's length from the median of its channel above which its header is read, too. */
const USUAL_SPREAD = 0.02;

/**
 * The images whose headers to read: none, all, or as a sample the first image of every channel at every site, and all of
 * the first stack, which state the distance of its planes.
 */
export function chooseHeaders(planes: readonly PlaneFile[], policy: HeaderPolicy): readonly PlaneFile[] {
  if (policy === "none") return [];
  if (policy === "all") return planes;
  const firsts = firstOfEach(planes, ({ channel, site }) => `${channel}\n${site}`);
  return [...new Set([...firsts, ...firstStack(planes)])];
}

/** The first image of every site of every well, from which all stage positions can be read. */
export function firstOfEverySite(planes: readonly PlaneFile[]): readonly PlaneFile[] {
  return firstOfEach(planes, siteKey);
}

/** The same for planes of the same well and site. */
export function siteKey({ well, site }: PlaneFile): string {
  return `${well}\n${site}`;
}

function firstStack(planes: readonly PlaneFile[]): readonly PlaneFile[] {
  const [first] = planes;
  const end = planes.findIndex(
    ({ well, site, timepoint }) => well !== first?.well || site !== first.site || timepoint !== first.timepoint,
  );
  return end < 0 ? planes : planes.slice(0, end);
}

function firstOfEach(planes: readonly PlaneFile[], key: (plane: PlaneFile) => string): readonly PlaneFile[] {
  const known = new Set<string>();
  return planes.filter((plane) => {
    const own = key(plane);
    const isFirst = !known.has(own);
    known.add(own);
    return isFirst;
  });
}

/** The images whose length differs from their channel's median by more than 2 %: texts inside images vary by less. */
export function unusualLengths(planes: readonly PlaneFile[]): readonly PlaneFile[] {
  const medians = medianLengths(planes);
  return planes.filter(({ channel, bytes }) => {
    const median = medians.get(channel) ?? bytes;
    return Math.abs(bytes - median) > USUAL_SPREAD * median;
  });
}

function medianLengths(planes: readonly PlaneFile[]): ReadonlyMap<string, number> {
  const lengths = new Map<string, number[]>();
  for (const { channel, bytes } of planes) {
    const own = lengths.get(channel);
    if (own === undefined) lengths.set(channel, [bytes]);
    else own.push(bytes);
  }
  return new Map([...lengths].map(([channel, own]) => [channel, median(own)]));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
