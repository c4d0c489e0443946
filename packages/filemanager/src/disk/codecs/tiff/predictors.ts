import type { PixelArray } from "@ohcs/context";
import { unsupported } from "../image-errors.ts";
import type { PageLayout } from "./page-layout.ts";
import { PREDICTOR } from "./tags.ts";

/**
 * Undoes the predictor of one decoded segment in place, rows of `segmentWidth` samples in the byte order of this machine.
 * TIFF 6.0 section 14 and Adobe's Technical Note 3 (floating point), which needs memory for one row of the segment.
 */
export function undoPredictor(bytes: Uint8Array, layout: PageLayout, path: string, row: Uint8Array): void {
  const { predictor, sample, segmentWidth, interleaved } = layout;
  const { bits, storage } = sample;
  if (predictor === PREDICTOR.none || isPackedDifference(layout)) return;
  const isFloat = storage === "half" || storage === "float32" || storage === "float64";
  if (predictor === PREDICTOR.floatingPoint && isFloat) undoFloatingPoint(bytes, row, bits / 8, interleaved);
  else if (predictor === PREDICTOR.horizontal && bits <= 32)
    accumulate(unsignedView(bytes, bits), segmentWidth, interleaved);
  else throw unsupported(path, "predictor 1, 2 or 3", `${predictor} on ${bits} bit`);
}

/** The same for a row of unpacked integers of odd widths: they have no place in bytes of their own. */
export function undoPackedPredictor(row: PixelArray, layout: PageLayout): void {
  if (isPackedDifference(layout)) accumulatePacked(row, layout.sample.bits, layout.interleaved);
}

/** Is the result of undoing this predictor in the byte order of this machine, rather than the file's? */
export function ordersBytes(predictor: number): boolean {
  return predictor === PREDICTOR.floatingPoint;
}

/** Samples as differences to their left neighbour, `step` before, as a new array; rows of `width` samples. */
export function applyHorizontal(bytes: Uint8Array, bits: number, width: number, step = 1): Uint8Array {
  const predicted = new Uint8Array(bytes.length);
  const [samples, differences] = [unsignedView(bytes, bits), unsignedView(predicted, bits)];
  for (let row = 0; row < samples.length; row += width) {
    for (let i = row; i < row + step; i++) differences[i] = samples[i]!;
    for (let i = row + step; i < row + width; i++) differences[i] = samples[i]! - samples[i - step]!;
  }
  return predicted;
}

/** The floating-point predictor of `bytes`, rows of `width` samples of `size` bytes, as a new array. */
export function applyFloatingPoint(bytes: Uint8Array, size: number, width: number): Uint8Array {
  const row = width * size;
  const predicted = new Uint8Array(bytes.length);
  for (let start = 0; start < bytes.length; start += row) {
    for (let i = 0; i < width; i++)
      for (let b = 0; b < size; b++) predicted[start + b * width + i] = bytes[start + i * size + size - 1 - b]!;
    for (let i = start + row - 1; i > start; i--) predicted[i] = predicted[i]! - predicted[i - 1]!;
  }
  return predicted;
}

function isPackedDifference({ predictor, sample }: PageLayout): boolean {
  return predictor === PREDICTOR.horizontal && sample.storage === "packed";
}

type UnsignedSamples = Uint8Array | Uint16Array | Uint32Array;

/** Differences are those to the same sample of the pixel on the left, `step` before. */
function accumulate(samples: UnsignedSamples, width: number, step: number): void {
  if (step > 1) {
    for (let row = 0; row + width <= samples.length; row += width)
      for (let i = row + step; i < row + width; i++) samples[i] = samples[i]! + samples[i - step]!;
    return;
  }
  for (let row = 0; row + width <= samples.length; row += width) {
    let sum = 0;
    for (let i = row; i < row + width; i++) {
      sum = (sum + samples[i]!) | 0;
      samples[i] = sum;
    }
  }
}

/** For widths of up to 31 bits that the typed array would not wrap around at. */
function accumulatePacked(row: PixelArray, bits: number, step: number): void {
  const mask = 2 ** bits - 1;
  for (let i = step; i < row.length; i++) row[i] = (row[i]! + row[i - step]!) & mask;
}

function undoFloatingPoint(bytes: Uint8Array, planes: Uint8Array, size: number, step: number): void {
  const width = planes.length / size;
  for (let start = 0; start + planes.length <= bytes.length; start += planes.length) {
    for (let i = 0; i < planes.length; i++) planes[i] = bytes[start + i]! + (i < step ? 0 : planes[i - step]!);
    for (let i = 0; i < width; i++)
      for (let b = 0; b < size; b++) bytes[start + i * size + size - 1 - b] = planes[b * width + i]!;
  }
}

function unsignedView(bytes: Uint8Array, bits: number): UnsignedSamples {
  if (bits === 8) return bytes;
  const length = Math.floor((bytes.length * 8) / bits);
  return bits === 16
    ? new Uint16Array(bytes.buffer, bytes.byteOffset, length)
    : new Uint32Array(bytes.buffer, bytes.byteOffset, length);
}
