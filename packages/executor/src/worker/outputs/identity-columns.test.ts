import { concatTables, recordsOf, type Table } from "@ohcs/context";
import { contextOf } from "@ohcs/testkit/contexts";
import { expect, test } from "vitest";
import { withIdentity } from "./identity-columns.ts";

const table: Table = { columns: ["ObjectNumber"], rows: [[1]] };
const contextWith = (fields: object) => contextOf({ well: "A01", steps: [], plate: { acquisition: null, ...fields } });

test("every row carries all coordinates of its image, so that no two of different z or time are alike (landmine 45)", () => {
  const context = contextWith({});
  const keys = [1, 2].flatMap((site) =>
    [1, 2].flatMap((timepoint) => [1, 2].map((zIndex) => ({ site, timepoint, zIndex, channel: "1" }))),
  );
  const all = concatTables(keys.map((key) => withIdentity(table, context, key)));
  expect(all.columns).toEqual([
    "Metadata_Plate",
    "Metadata_Well",
    "Metadata_Site",
    "Metadata_Timepoint",
    "Metadata_ZIndex",
    "Metadata_Channel",
    "ObjectNumber",
  ]);
  expect(new Set(all.rows.map((row) => row.join())).size).toBe(keys.length);
});

test("rows of wells and of plates carry the acquisition where the plate has more than one", () => {
  const context = contextWith({ acquisition: 4 });
  const reduction = contextOf({ well: "tables", steps: [], axis: "plate", plate: { acquisition: 4 } });
  expect(recordsOf(withIdentity(table, context, {}))).toEqual([
    { Metadata_Plate: "P", Metadata_Well: "A01", Metadata_Acquisition: 4, ObjectNumber: 1 },
  ]);
  expect(recordsOf(withIdentity(table, reduction, {}))).toEqual([
    { Metadata_Plate: "P", Metadata_Acquisition: 4, ObjectNumber: 1 },
  ]);
});

test("coordinates that were reduced are not made up, and columns of the function's own stay as they are", () => {
  const own: Table = { columns: ["Metadata_Site", "ObjectNumber"], rows: [[0, 1]] };
  expect(recordsOf(withIdentity(own, contextWith({}), { site: 3 }))).toEqual([
    { Metadata_Plate: "P", Metadata_Well: "A01", Metadata_Site: 0, ObjectNumber: 1 },
  ]);
});
