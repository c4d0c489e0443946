import {
  compareWellIds,
  formatWellId,
  isOhcsError,
  normalizeWellId,
  type PlateFormat,
  parseWellId,
} from "@ohcs/context";
import { fail } from "../../errors.ts";

/** The names of the wells to image, in plate order: the first `wells` of the plate, or the listed ones. */
export function selectWells(wells: number | readonly string[], format: PlateFormat): readonly string[] {
  return typeof wells === "number" ? firstWells(wells, format) : listedWells(wells, format);
}

function firstWells(count: number, format: PlateFormat): readonly string[] {
  if (!Number.isInteger(count) || count < 1 || count > format.wells)
    throw refuse(`1 to ${format.wells} wells`, String(count));
  return Array.from({ length: count }, (_, i) => formatWellId(Math.floor(i / format.columns), i % format.columns));
}

function listedWells(texts: readonly string[], format: PlateFormat): readonly string[] {
  const wells = [...new Set(texts.map((text) => readWell(text, format)))].sort(compareWellIds);
  if (wells.length === 0) throw refuse("at least one well", "none");
  return wells;
}

function readWell(text: string, format: PlateFormat): string {
  const { row, column } = placeOf(text, format);
  if (row >= format.rows || column >= format.columns) throw refuse(`wells of a ${format.wells}-well plate`, text);
  return normalizeWellId(text);
}

function placeOf(text: string, format: PlateFormat): { readonly row: number; readonly column: number } {
  try {
    return parseWellId(text);
  } catch (error) {
    if (!isOhcsError(error, "WELL_ID_INVALID")) throw error;
    throw refuse(`wells of a ${format.wells}-well plate`, text);
  }
}

function refuse(expected: string, got: string): Error {
  const message = `Cannot design a plate: expected ${expected}, got '${got}'`;
  return fail("SYNTH_OPTION_INVALID", message, { details: { option: "wells" } });
}
