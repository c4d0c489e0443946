import type { Contrast } from "./contrast.ts";
import type { FieldImage } from "./sources/plate-source.ts";

/** How one channel is shown. */
export interface ChannelView {
  readonly isVisible: boolean;
  /** `#rrggbb` */
  readonly color: string;
  readonly contrast: Contrast;
}

/** How a label image is shown over the channels. */
export type Overlay = "none" | "outlines" | "tint";

/** Viv draws this many channels at a time. */
export const MOST_CHANNELS = 10;

/** Distinct for most people who are colour-blind, too. */
const COLORS = [
  "#4d9fff",
  "#3ddc84",
  "#ff5c8a",
  "#ffd23f",
  "#b084ff",
  "#00d5d5",
  "#ff9f40",
  "#ffffff",
  "#9acd32",
  "#f06060",
];

/** The colour of a channel: its own, white where it is alone, else the next one of a list. */
export function colorOf({ channels }: FieldImage, index: number): string {
  const own = channels[index]?.color;
  if (own != null && /^[\da-f]{6}$/i.test(own)) return `#${own.toLowerCase()}`;
  return channels.length === 1 ? "#ffffff" : (COLORS[index % COLORS.length] ?? "#ffffff");
}

/** `#ff8000` → 255, 128, 0 */
export function rgbOf(color: string): readonly [number, number, number] {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
