import { unsupported } from "../image-errors.ts";
import { type PageLayout, rowBytes } from "./page-layout.ts";
import { PREDICTOR } from "./tags.ts";

/**
 * Undoes the predictor of one decoded segment in place, rows of `segmentWidth` samples in the byte order of this machine.
 * TIFF 6.0 section 14 and Adobe's Technical Note 3 (floating point).
 */
export function undoPredictor(bytes: Uint8Array, layout: PageLayout, path: string): void {
  const { predictor, sample, segmentWidth } = layout;
  if (predictor === PREDICTOR.none) return;
  const isWhole = sample.bits === 8 || sample.bits === 16 || sample.bits === 32;
  const isFloat = sample.storage === "half" || sample.storage === "float32" || sample.storage === "float64";
  if (predictor === PREDICTOR.floatingPoint && isFloat) undoFloatingPoint(bytes, rowBytes(layout), sample.bits / 8);
  else if (predictor === PREDICTOR.horizontal && isWhole) accumulate(unsignedView(bytes, sample.bits), segmentWidth);
  else throw unsupported(path, "predictor 1, 2 or 3", `${predictor} on ${sample.bits} bit`);
}

/** Is the result of undoing this predictor in the byte order of this machine, whatever the file's? */
export function ordersBytes(predictor: number): boolean {
  return predictor === PREDICTOR.floatingPoint;
}

/** Replaces samples by their difference to the left neighbour, in place. */
export function applyHorizontal(bytes: Uint8Array, bits: number, width: number): void {
  const samples = unsignedView(bytes, bits);
  for (let row = 0; row < samples.length; row += width)
    for (let i = row + width - 1; i > row; i--) samples[i] = samples[i]! - samples[i - 1]!;
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

function accumulate(samples: Uint8Array | Uint16Array | Uint32Array, width: number): void {
  for (let row = 0; row + width <= samples.length; row += width)
    for (let i = row + 1; i < row + width; i++) samples[i] = samples[i]! + samples[i - 1]!;
}

function undoFloatingPoint(bytes: Uint8Array, row: number, size: number): void {
  const width = row / size;
  const planes = new Uint8Array(row);
  for (let start = 0; start + row <= bytes.length; start += row) {
    let sum = 0;
    for (let i = 0; i < row; i++) {
      sum = (sum + bytes[start + i]!) & 0xff;
      planes[i] = sum;
    }
    for (let i = 0; i < width; i++)
      for (let b = 0; b < size; b++) bytes[start + i * size + size - 1 - b] = planes[b * width + i]!;
  }
}

function unsignedView(bytes: Uint8Array, bits: number): Uint8Array | Uint16Array | Uint32Array {
  if (bits === 8) return bytes;
  const length = Math.floor((bytes.length * 8) / bits);
  return bits === 16
    ? new Uint16Array(bytes.buffer, bytes.byteOffset, length)
    : new Uint32Array(bytes.buffer, bytes.byteOffset, length);
}
