import type { ViewedChannel } from "./viewed-plate.ts";

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

/** The colour of a channel as `#rrggbb`: its own, white where it is alone, else the next one of a list. */
export function channelColor(channels: readonly Pick<ViewedChannel, "color">[], index: number): string {
  const own = channels[index]?.color;
  if (own != null && /^[\da-f]{6}$/i.test(own)) return `#${own.toLowerCase()}`;
  return channels.length === 1 ? "#ffffff" : (COLORS[index % COLORS.length] ?? "#ffffff");
}

/** `#ff8000` → 255, 128, 0 */
export function rgbOf(color: string): readonly [red: number, green: number, blue: number] {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
