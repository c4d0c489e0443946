import { concatTables, type FunctionNotice, recordsOf, type Table } from "@ohcs/context";
import { percentiles } from "@ohcs/kernels";
import { define } from "../define.ts";
import { tableInput } from "../stack/planes.ts";
import { NUCLEARNESS_COLUMN, NUCLEARNESS_MARGIN } from "./measure-nuclearness.ts";

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
  returnsImage: false,
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
