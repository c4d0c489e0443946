import { encodeTiff } from "../tiff/encode-tiff.ts";
import { type PlateFile, planeKey, planesOf } from "./design/planes-of.ts";
import type { CorruptPlane, PlateCoordinates, PlateDesign } from "./design/plate-design.ts";
import { layoutNamed } from "./layout/layouts.ts";
import { renderPlane } from "./render/render-plane.ts";

/**
 * All files of the plate, one at a time: `new Map(renderPlateFiles(design))` is the plate in memory. Missing planes are
 * left out, corrupt ones are truncated; planes with one path are the pages of one file.
 */
export function* renderPlateFiles(design: PlateDesign): Generator<PlateFile> {
  const layout = layoutNamed(design.layout);
  const corrupt = new Map(design.corrupt.map((plane) => [planeKey(plane), plane.damage]));
  yield* layout.companions(design);
  for (const [path, planes] of stacksOf(design)) {
    const damage = planes.map((plane) => corrupt.get(planeKey(plane))).find((one) => one !== undefined);
    yield [path, encodeStack(design, planes, damage)];
  }
}

function* stacksOf(design: PlateDesign): Generator<readonly [path: string, planes: readonly PlateCoordinates[]]> {
  const missing = new Set(design.missing.map(planeKey));
  for (const well of design.wells) {
    const stacks = new Map<string, PlateCoordinates[]>();
    for (const plane of planesOf({ ...design, wells: [well] })) {
      if (missing.has(planeKey(plane))) continue;
      const path = planePath(design, plane);
      const stack = stacks.get(path);
      if (stack === undefined) stacks.set(path, [plane]);
      else stack.push(plane);
    }
    yield* stacks;
  }
}

/** Where a plane lies below the plate's folder. */
export function planePath(design: PlateDesign, coordinates: PlateCoordinates): string {
  return layoutNamed(design.layout).planePath(design, coordinates);
}

function encodeStack(
  design: PlateDesign,
  planes: readonly PlateCoordinates[],
  damage?: CorruptPlane["damage"],
): Uint8Array {
  const layout = layoutNamed(design.layout);
  const pages = planes.map((plane) => ({
    ...design.tile,
    pixels: renderPlane(design, plane),
    description: layout.planeDescription(design, plane),
    software: layout.software,
    directory: damage === "pixels" ? ("first" as const) : ("last" as const),
  }));
  const bytes = encodeTiff(...pages);
  const [first] = pages;
  return damage === undefined || first === undefined
    ? bytes
    : bytes.slice(0, truncatedLength(bytes, first.pixels, damage));
}

/** Half the pixels are lost; with the directory written last, it is lost too. */
function truncatedLength(bytes: Uint8Array, pixels: Uint16Array, damage: CorruptPlane["damage"]): number {
  return damage === "pixels" ? bytes.length - pixels.length : 8 + pixels.length;
}
