import type { ManifestChannel } from "@ohcs/context";
import { applyFilter, type FilterOutcome } from "./filter-outcome.ts";

/** Channels by key or by the microscope's name, or all but some (`!2`); returns keys. */
export function filterChannels(channels: readonly ManifestChannel[], filter: readonly string[]): FilterOutcome<string> {
  const keys = channels.map(({ id }) => id);
  return applyFilter(keys, filter, (part) => {
    const key = channelKey(channels, part);
    return new Set(key === null ? [] : [key]);
  });
}

/** The key of the channel for `text`: a key, or a name of exactly one channel; else null. */
export function channelKey(channels: readonly ManifestChannel[], text: string): string | null {
  if (channels.some(({ id }) => id === text)) return text;
  const [only, ...others] = channels.filter(({ name }) => name === text);
  return only === undefined || others.length > 0 ? null : only.id;
}

/** All texts that {@link channelKey} accepts. */
export function channelNames(channels: readonly ManifestChannel[]): readonly string[] {
  return channels.flatMap(({ id, name }) => (name === null || name === id ? [id] : [id, name]));
}
