import { encodeTiff } from "../tiff/encode-tiff.ts";
import { planeKey, planesOf } from "./design/planes-of.ts";
import type { CorruptPlane, PlateCoordinates, PlateDesign } from "./design/plate-design.ts";
import { layoutNamed } from "./layout/layouts.ts";
import type { PlateFile } from "./layout/plate-layout.ts";
import { renderPlane } from "./render/render-plane.ts";

/**
 * All files of the plate, one at a time: `new Map(renderPlateFiles(design))` is the plate in memory. Missing planes are
 * left out, corrupt ones are truncated.
 */
export function* renderPlateFiles(design: PlateDesign): Generator<PlateFile> {
  const layout = layoutNamed(design.layout);
  const missing = new Set(design.missing.map(planeKey));
  const corrupt = new Map(design.corrupt.map((plane) => [planeKey(plane), plane.damage]));
  yield* layout.companions(design);
  for (const plane of planesOf(design)) {
    const key = planeKey(plane);
    if (!missing.has(key)) yield [layout.planePath(design, plane), encodePlane(design, plane, corrupt.get(key))];
  }
}

/** Where a plane lies below the plate's folder. */
export function planePath(design: PlateDesign, coordinates: PlateCoordinates): string {
  return layoutNamed(design.layout).planePath(design, coordinates);
}

function encodePlane(design: PlateDesign, plane: PlateCoordinates, damage?: CorruptPlane["damage"]): Uint8Array {
  const layout = layoutNamed(design.layout);
  const pixels = renderPlane(design, plane);
  const bytes = encodeTiff({
    ...design.tile,
    pixels,
    description: layout.planeDescription(design, plane),
    software: layout.software,
    directory: damage === "pixels" ? "first" : "last",
  });
  return damage === undefined ? bytes : bytes.slice(0, truncatedLength(bytes, pixels, damage));
}

/** Half the pixels are lost; with the directory written last, it is lost too. */
function truncatedLength(bytes: Uint8Array, pixels: Uint16Array, damage: CorruptPlane["damage"]): number {
  return damage === "pixels" ? bytes.length - pixels.length : 8 + pixels.length;
}
