import { open } from "node:fs/promises";
import { bytesPerSample, isOhcsError } from "@ohcs/context";
import type { ByteSource } from "../src/disk/codecs/byte-source.ts";
import { fileBytes } from "../src/disk/codecs/file-bytes.ts";
import { readDirectory, readFormat } from "../src/disk/codecs/tiff/directory.ts";
import { type PageLayout, readPageLayout } from "../src/disk/codecs/tiff/page-layout.ts";

/** The most that a byte of each compression can decode to, as docs/guides/tiff-support.md derives it. */
const MOST_PER_BYTE: Readonly<Record<number, number>> = {
  1: 1,
  5: 2560,
  7: 512,
  8: 1032,
  32773: 64,
  32946: 1032,
  50000: 32_768,
};
const MOST_PAGES = 1000;

/**
 * What a valid image of a file's size, compression and sample type could need, page by page: the bytes of the file, what
 * they can decode to at most, and these samples in our dtypes. Of a page that declares none, what uncompressed bytes need.
 */
export async function neededBytes(path: string): Promise<readonly [first: number, ...rest: number[]]> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const layouts = await declaredLayouts(fileBytes(handle, size, path));
    const [first = 3 * size, ...rest] = layouts.map((layout) => (layout === null ? 3 * size : neededOf(layout, size)));
    return [first, ...rest];
  } finally {
    await handle.close();
  }
}

function neededOf({ compression, sample: { dtype, bits } }: PageLayout, size: number): number {
  const decoded = size * (MOST_PER_BYTE[compression] ?? 1);
  return size + decoded + decoded * ((8 * bytesPerSample(dtype)) / bits);
}

/** The layout of each page in the chain, as far as it goes; null where it is refused. */
async function declaredLayouts(source: ByteSource): Promise<readonly (PageLayout | null)[]> {
  const layouts: (PageLayout | null)[] = [];
  const format = await refusedAsNull(readFormat(source));
  for (let offset = format?.first ?? 0; format !== null && offset !== 0 && layouts.length < MOST_PAGES; ) {
    const directory = await refusedAsNull(readDirectory(source, format, offset));
    if (directory !== null) layouts.push(await refusedAsNull(readPageLayout(source, format, directory)));
    offset = directory?.next ?? 0;
  }
  return layouts;
}

async function refusedAsNull<Value>(reading: Promise<Value>): Promise<Value | null> {
  return reading.catch((error: unknown) => {
    if (isOhcsError(error)) return null;
    throw error;
  });
}
