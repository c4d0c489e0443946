import type { FunctionInputs, Table } from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment } from "../../test/draw-stack.ts";
import { compareChannels, measureNuclearness } from "./compare-channels.ts";

const SIDE = 64;

/** 8 × 8 px squares, 16 px apart, or one sheet with square holes; of them the first rows. */
function drawn(isSheet: boolean, rows = 4): number[][] {
  const isBright = (x: number, y: number) => x % 16 < 8 && y % 16 < 8 && y < 16 * rows;
  return Array.from({ length: SIDE }, (_, y) =>
    Array.from({ length: SIDE }, (_, x) => (isBright(x, y) === isSheet ? 100 + ((7 * x + 3 * y) % 5) : 900)),
  );
}

function inputsOf(chosen: string, rows?: number): FunctionInputs {
  const planes = { "1": drawn(true, rows), "2": drawn(false, rows) };
  const key = (channel: string) => ({ site: 1, channel });
  return {
    image: drawStack(Object.values(planes), { keys: Object.keys(planes).map(key) }),
    nuclei: drawStack([planes[chosen as "1" | "2"]], { keys: [key(chosen)] }),
  };
}

async function measured(chosen: string, rows?: number): Promise<Table> {
  const { outputs } = await measureNuclearness.run(inputsOf(chosen, rows), {}, environment());
  return outputs?.nuclearness as Table;
}

test("measureNuclearness() has a row for a site, with each channel and a flag where another fits better", async () => {
  const { columns, rows } = await measured("1");
  expect(columns).toEqual(["Metadata_NucleiChannel", "QC_NucleiChannel", "Nuclearness_1", "Nuclearness_2"]);
  const [row = []] = rows;
  const [channel, flag, sheet, nuclei] = row;
  expect([channel, flag]).toEqual(["1", 1]);
  expect(Number(nuclei) - Number(sheet)).toBeGreaterThan(0.5);
  expect((await measured("2")).rows[0]?.slice(0, 2)).toEqual(["2", 0]);
  const other = { ...inputsOf("1"), nuclei: drawStack([drawn(true)], { keys: [{ site: 1, channel: "3" }] }) };
  await expect(async () => measureNuclearness.run(other, {}, environment())).rejects.toThrow(
    "none of those in 'image'",
  );
});

test("a site of few objects is not flagged: there, nuclei that touch are as ragged as cells", async () => {
  expect((await measured("1", 3)).rows[0]?.[1]).toBe(1);
  expect((await measured("1", 2)).rows[0]?.[1]).toBe(0);
});

async function compared(tables: readonly Table[]) {
  const keys = tables.map((_, i) => ({ well: `A0${i + 1}` }));
  return compareChannels.run({ nuclearness: { kind: "table", tables, keys } }, {}, environment());
}

test("compareChannels() warns where another channel looks more like nuclei over the plate (landmine 44)", async () => {
  const table = await measured("1");
  const { notices, outputs } = await compared([table, table]);
  expect(notices).toMatchObject([{ code: "CHANNEL_MISMATCH", hint: expect.stringContaining("--channel nuclei=2") }]);
  const channels = outputs?.channels as Table;
  expect(channels.rows.map(([channel, isNuclei]) => [channel, isNuclei])).toEqual([
    ["1", 1],
    ["2", 0],
  ]);
});

test("compareChannels() says nothing of the right channel, of a few odd wells, of empty wells, and of none", async () => {
  const right = await measured("2");
  const odd = { ...right, rows: [["2", 1, 0.9, 0.1]] };
  const empty = { ...right, rows: [["2", 0, 0, 0]] };
  for (const tables of [[right], [right, odd, right], [right, empty, empty], [empty], []])
    expect((await compared(tables)).notices).toEqual([]);
});
