import type { PlaneCoordinates } from "@ohcs/context";
import { wellNamed } from "./well-at.ts";

type Groups = Readonly<Record<string, string | undefined>>;

/** Plates have few wells and many planes: their texts are read once. */
const wells = new Map<string, string | null>();
const MOST_REMEMBERED = 4096;

/** The group names that state coordinates, each with its other spelling. */
export const COORDINATE_GROUPS = [
  "well",
  "row",
  "col",
  "column",
  "site",
  "field",
  "ch",
  "channel",
  "z",
  "zIndex",
  "t",
  "timepoint",
] as const;

/**
 * The well and coordinates that the groups of a name state; null where a group holds no well or no number. Components
 * that are not stated are 1. Channels that are numbers lose leading zeros (`01` is `1`), other channels are kept letter
 * by letter.
 */
export function readCoordinates(groups: Groups): (PlaneCoordinates & { readonly well: string }) | null {
  const well = readWell(groups);
  const site = readNumber(groups.site ?? groups.field);
  const zIndex = readNumber(groups.z ?? groups.zIndex);
  const timepoint = readNumber(groups.t ?? groups.timepoint);
  const channel = readChannel(groups.ch ?? groups.channel);
  if (well === null || site === null || zIndex === null || timepoint === null || channel === null) return null;
  return { well, site, channel, zIndex, timepoint };
}

function readWell({ well, row, col, column }: Groups): string | null {
  const place = col ?? column ?? "";
  const text = well ?? (row !== undefined && /^\d+$/.test(row) ? `R${row}C${place}` : `${row ?? ""}${place}`);
  const known = wells.get(text);
  if (known !== undefined) return known;
  const parsed = wellNamed(text);
  if (wells.size < MOST_REMEMBERED) wells.set(text, parsed);
  return parsed;
}

function readNumber(text: string | undefined): number | null {
  if (text === undefined) return 1;
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function readChannel(text: string | undefined): string | null {
  if (text === undefined) return "1";
  if (/^\d+$/.test(text)) return text.replace(/^0+(?=\d)/, "");
  return text === "" ? null : text;
}
