import { readFile } from "node:fs/promises";
import type { SourceHeader } from "@ohcs/context";

const WIDTH = 256;
const HEIGHT = 257;
const BITS = 258;
const DESCRIPTION = 270;
const X_RESOLUTION = 282;
const RESOLUTION_UNIT = 296;
const UNIT_UM: Readonly<Record<number, number>> = { 2: 25_400, 3: 10_000 };

/** The header of a classic TIFF of 8- or 16-bit samples, as the package expects it to be injected. Tests only. */
export async function readTiffHeader(path: string): Promise<SourceHeader> {
  return tiffHeaderOf(await readFile(path));
}

/** The same of a file's bytes. */
export function tiffHeaderOf(bytes: Uint8Array): SourceHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = view.getUint16(0) === 0x4949;
  if (view.getUint16(2, little) !== 42) throw new Error("expected a TIFF");
  const directory = view.getUint32(4, little);
  const entries = readDirectory(view, directory, little);
  const value = (tag: number) => entries.get(tag) ?? 0;
  return {
    width: value(WIDTH),
    height: value(HEIGHT),
    dtype: value(BITS) === 8 ? "uint8" : "uint16",
    pages: countPages(view, directory, little),
    description: readText(view, directory, little),
    pixelSizeUm: pixelSize(view, value(X_RESOLUTION), value(RESOLUTION_UNIT), little),
  };
}

function countPages(view: DataView, directory: number, little: boolean): number {
  const next = view.getUint32(directory + 2 + 12 * view.getUint16(directory, little), little);
  return next === 0 ? 1 : 1 + countPages(view, next, little);
}

function readDirectory(view: DataView, start: number, little: boolean): ReadonlyMap<number, number> {
  return new Map(
    entryOffsets(view, start, little).map((at) => {
      const isShort = view.getUint16(at + 2, little) === 3 && view.getUint32(at + 4, little) === 1;
      return [view.getUint16(at, little), isShort ? view.getUint16(at + 8, little) : view.getUint32(at + 8, little)];
    }),
  );
}

function entryOffsets(view: DataView, start: number, little: boolean): readonly number[] {
  return Array.from({ length: view.getUint16(start, little) }, (_, i) => start + 2 + 12 * i);
}

function readText(view: DataView, start: number, little: boolean): string | null {
  const at = entryOffsets(view, start, little).find((offset) => view.getUint16(offset, little) === DESCRIPTION);
  if (at === undefined) return null;
  const text = new Uint8Array(
    view.buffer,
    view.byteOffset + view.getUint32(at + 8, little),
    view.getUint32(at + 4, little) - 1,
  );
  return new TextDecoder("latin1").decode(text);
}

function pixelSize(view: DataView, at: number, unit: number, little: boolean): number | null {
  const unitUm = UNIT_UM[unit];
  if (at === 0 || unitUm === undefined) return null;
  return (unitUm * view.getUint32(at + 4, little)) / view.getUint32(at, little);
}
