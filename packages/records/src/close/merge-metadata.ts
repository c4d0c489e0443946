import { compareNatural, type Json, type MetadataFragment } from "@ohcs/context";
import type { StageFacts } from "./stage-facts.ts";

export type JsonObject = { readonly [key: string]: Json };

/** Facts of the plate, rather than of a well, about its images. */
export interface PlateFacts {
  readonly handler: string;
  /** Rows and columns of sites. */
  readonly grid: readonly [rows: number, columns: number] | null;
  readonly pixelSizeUm: number | null;
  /** Channel → the name that the microscope gave it. */
  readonly channelNames: Readonly<Record<string, string | null>>;
  readonly stage: StageFacts;
  /** Wells of this run. */
  readonly wells: readonly string[];
  /** Folders in which the plan lists images, whether or not a well wrote some. */
  readonly folders: readonly string[];
  /** Did all wells succeed? */
  readonly complete: boolean;
  /** Deterministic provenance. */
  readonly ohcs: JsonObject;
}

/** The fields of an image folder that are derived from its images, so that none of an earlier run may be kept. */
const OF_IMAGES = ["main", "channels", "wells", "sites", "z_indexes", "timepoints", "ohcs"];

/**
 * The document `openhcs_metadata.json` with what the wells of a run wrote: images of wells that were not in this run
 * and all unknown keys are kept. Lists are in natural order, so that equal fragments give equal bytes, whatever the
 * order.
 */
export function mergeMetadata(
  existing: JsonObject,
  fragments: readonly MetadataFragment[],
  facts: PlateFacts,
): JsonObject {
  const before = objectIn(existing, "subdirectories");
  const written = fragments.flatMap(({ subdirectories }) => Object.keys(subdirectories));
  // Entries of an earlier run must be removed even if no well of this one wrote anything.
  const emptied = facts.folders.filter((name) => Object.hasOwn(before, name));
  const names = [...new Set([...written, ...emptied])].toSorted(compareNatural);
  const ours = names.map((name) => [name, subdirectory(name, objectIn(before, name), fragments, facts)] as const);
  const hasMain = ours.some(([, { main }]) => main === true);
  const others = Object.entries(before).filter(([name]) => !names.includes(name));
  const kept = others.map(([name, entry]) => [name, hasMain ? withoutMain(entry) : entry] as const);
  return { ...existing, subdirectories: Object.fromEntries([...kept, ...ours]), ohcs: facts.ohcs };
}

function subdirectory(
  name: string,
  existing: JsonObject,
  fragments: readonly MetadataFragment[],
  facts: PlateFacts,
): JsonObject {
  const parts = fragments.flatMap(({ well, subdirectories }) => {
    const part = subdirectories[name];
    return part === undefined ? [] : [{ well, ...part }];
  });
  const kept = keptFiles(existing, facts.wells);
  const old = (field: string) => (kept.length === 0 ? [] : Object.keys(objectIn(existing, field)));
  const { main, ...extra } = parts[0]?.extra ?? {};
  const sites = keysOf(
    parts.flatMap((part) => part.sites.map(String)),
    old("sites"),
  );
  const wells = keysOf(
    parts.map((part) => part.well),
    kept.map(wellOf),
  );
  const ours = {
    microscope_handler_name: facts.handler,
    source_filename_parser_name: "ImageXpressFilenameParser",
    // OpenHCS writes a grid that is not stated as an empty list; for a pixel size it has nothing but a number.
    grid_dimensions: sites === null ? [1, 1] : (facts.grid ?? []),
    pixel_size: facts.pixelSizeUm,
    image_files: [...new Set([...kept, ...parts.flatMap((part) => part.imageFiles)])].toSorted(compareNatural),
    ...named(
      "channels",
      keysOf(
        parts.flatMap((part) => part.channels),
        old("channels"),
      ),
      facts.channelNames,
    ),
    ...named("wells", wells),
    ...named("sites", sites),
    ...named(
      "z_indexes",
      keysOf(
        parts.flatMap((part) => part.zIndexes.map(String)),
        old("z_indexes"),
      ),
    ),
    ...named(
      "timepoints",
      keysOf(
        parts.flatMap((part) => part.timepoints.map(String)),
        old("timepoints"),
      ),
    ),
    ...(sites !== null && ownFacts(objectIn(existing, "ohcs"), wells ?? [], facts.stage)),
  };
  const unknown = without(existing, [...Object.keys(ours), ...OF_IMAGES]);
  return { ...ours, ...unknown, ...extra, ...(main === true && facts.complete ? { main } : {}) };
}

/** What is known of the stage of a folder of sites: mosaics have no place of their own. */
function ownFacts(existing: JsonObject, wells: readonly string[], { plate, positions }: StageFacts): JsonObject {
  const known = { ...objectIn(existing, "positions_um"), ...positions };
  const placed = wells.flatMap((well) => (known[well] === undefined ? [] : [[well, known[well]] as const]));
  const own = { ...plate, ...(placed.length > 0 && { positions_um: Object.fromEntries(placed) }) };
  return Object.keys(own).length === 0 ? {} : { ohcs: own };
}

/** Files that wells outside this run wrote earlier. */
function keptFiles(existing: JsonObject, wells: readonly string[]): readonly string[] {
  const files = existing.image_files;
  const selected = new Set(wells);
  if (!Array.isArray(files)) return [];
  return files.filter((file): file is string => typeof file === "string" && !selected.has(wellOf(file)));
}

/** `A01_s001_w1.tif`, or behind the plate's name, `P_A01_s1_w1.TIF`. */
function wellOf(file: string): string {
  return /(?:^|[/_])([A-Z]{1,2}\d{2})(?:_[swzt][^_./]*)*(?:\.[^./]*)?$/.exec(file)?.[1] ?? "";
}

function keysOf(ours: readonly string[], old: readonly string[]): readonly string[] | null {
  const keys = [...new Set([...ours, ...old])].toSorted(compareNatural);
  return keys.length === 0 ? null : keys;
}

function named(
  field: string,
  keys: readonly string[] | null,
  names: Readonly<Record<string, string | null>> = {},
): JsonObject {
  // OpenHCS shows no document that lacks a component: one that was reduced is null.
  return { [field]: keys && Object.fromEntries(keys.map((key) => [key, names[key] ?? null])) };
}

function objectIn(value: JsonObject, key: string): JsonObject {
  const member = value[key];
  return typeof member === "object" && member !== null && !Array.isArray(member) ? (member as JsonObject) : {};
}

function withoutMain(entry: Json): Json {
  return typeof entry === "object" && entry !== null && !Array.isArray(entry)
    ? without(entry as JsonObject, ["main"])
    : entry;
}

function without(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !keys.includes(name)));
}
