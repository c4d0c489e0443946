import { type Cell, concatTables, type FunctionNotice, recordsOf, type Table } from "@ohcs/context";
import { nuclearness, percentiles } from "@ohcs/kernels";
import { define } from "../define.ts";
import { fail } from "../errors.ts";
import { planesOf, stackInput, tableInput } from "../stack/planes.ts";

/** By so much another channel must look more like nuclei to be taken for a better one. */
const NUCLEARNESS_MARGIN = 0.2;
/** Convex objects without which a site alone does not tell channels apart: nuclei that touch are as ragged as cells then. */
const FEWEST_OBJECTS = 10;

/** `Nuclearness_2` → the channel `2` */
const NUCLEARNESS_COLUMN = /^Nuclearness_(.+)$/;

/**
 * How much each channel of a site looks like nuclei, `Nuclearness_<channel>` from 0 to 1: separate and convex as nuclei, many, and
 * smaller than what surrounds them. `QC_NucleiChannel` is 1 where another channel has more than that of `nuclei`, by 0.2 or more, and
 * 10 convex objects; `Metadata_NucleiChannel` names the channel of `nuclei`. For `compareChannels`, which looks at all sites together.
 */
export const measureNuclearness = define({
  name: "measureNuclearness",
  version: "1.1.0",
  summary: "Judges which channel looks most like nuclei",
  contract: "volumeToSlice",
  over: ["channel"],
  inputs: {
    image: { kind: "image", description: "All channels of a site" },
    nuclei: { kind: "image", description: "The channel in which nuclei are looked for" },
  },
  outputs: { nuclearness: { kind: "table", description: "One row per site, one column per channel" } },
  exact: true,
  memoryFactor: 3,
  citation: "Otsu 1979 (threshold); solidity as skimage.measure.regionprops",
  run(inputs) {
    const image = stackInput(inputs);
    const [chosen] = stackInput(inputs, "nuclei").planes;
    const channels = image.planes.map(({ channel = "" }) => channel);
    const own = channels.indexOf(chosen?.channel ?? "");
    if (own < 0) throw fail("INPUT_INVALID", "Cannot compare channels: 'nuclei' is none of those in 'image'");
    const found = nuclearness(planesOf(image));
    const least = (found[own]?.score ?? 0) + NUCLEARNESS_MARGIN;
    const isWorse = found.some(({ score, objects }) => score >= least && objects >= FEWEST_OBJECTS);
    const row: readonly Cell[] = [channels[own] ?? "", isWorse ? 1 : 0, ...found.map(({ score }) => score)];
    const columns = ["Metadata_NucleiChannel", "QC_NucleiChannel", ...channels.map((one) => `Nuclearness_${one}`)];
    return { outputs: { nuclearness: { columns, rows: [row] } } };
  },
});

const COLUMNS = ["Metadata_Channel", "Metadata_IsNuclei", "Nuclearness"];

/** How much a channel looks like nuclei over a plate. */
interface ComparedChannel {
  readonly channel: string;
  readonly isNuclei: boolean;
  /** Median over the sites in which any channel shows something. */
  readonly nuclearness: number;
}

/**
 * Compares the channels of a plate by what `measureNuclearness` found in its sites, one row per channel. Warns with
 * `CHANNEL_MISMATCH` where another channel looks more like nuclei than the one that nuclei are looked for in: wells succeed then, and
 * all their numbers are wrong.
 */
export const compareChannels = define({
  name: "compareChannels",
  summary: "Warns where another channel looks more like nuclei",
  scope: "reduce",
  inputs: { nuclearness: { kind: "table", description: "Made by measureNuclearness" } },
  outputs: { channels: { kind: "table", columns: COLUMNS, description: "One row per channel" } },
  exact: true,
  run(inputs) {
    const table = concatTables(tableInput(inputs, "nuclearness").tables);
    const channels = comparedChannels(table);
    return { outputs: { channels: tableOf(channels) }, notices: mismatch(channels) };
  },
});

function comparedChannels(table: Table): readonly ComparedChannel[] {
  const columns = table.columns.flatMap((column) => NUCLEARNESS_COLUMN.exec(column)?.[1] ?? []);
  const records = recordsOf(table);
  const own = String(records[0]?.Metadata_NucleiChannel ?? "");
  const scores = records.map((record) => columns.map((channel) => Number(record[`Nuclearness_${channel}`] ?? 0)));
  const seen = scores.filter((row) => row.some((score) => score > 0));
  return columns.map((channel, i) => {
    const [median = 0] =
      seen.length === 0
        ? []
        : percentiles(
            Float64Array.from(seen, (row) => row[i] ?? 0),
            [50],
          );
    return { channel, isNuclei: channel === own, nuclearness: median };
  });
}

function tableOf(channels: readonly ComparedChannel[]): Table {
  return {
    columns: COLUMNS,
    rows: channels.map(({ channel, isNuclei, nuclearness }) => [channel, isNuclei ? 1 : 0, nuclearness]),
  };
}

function mismatch(channels: readonly ComparedChannel[]): readonly FunctionNotice[] {
  const own = channels.find(({ isNuclei }) => isNuclei);
  const [best] = channels.toSorted((a, b) => b.nuclearness - a.nuclearness);
  if (own === undefined || best === undefined || best.nuclearness - own.nuclearness < NUCLEARNESS_MARGIN) return [];
  const text = (channel: ComparedChannel) => `'${channel.channel}' (${channel.nuclearness.toFixed(2)} of 1)`;
  return [
    {
      code: "CHANNEL_MISMATCH",
      message: `Nuclei were looked for in channel ${text(own)}, but channel ${text(best)} looks more like nuclei`,
      hint: `If it is, run again with --channel nuclei=${best.channel}, or 'channelRoles' in the configuration`,
    },
  ];
}
