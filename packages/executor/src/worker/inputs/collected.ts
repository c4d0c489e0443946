import { checkTable, type InputLink, type Json, type Table, type WellTask } from "@ohcs/context";
import { inOrder } from "../in-order.ts";
import { at } from "../place.ts";
import { OUTPUT_BACKEND, PLATES_BACKEND } from "../storage/backend-names.ts";
import type { GroupScope } from "../well-scope.ts";
import { loadValue, named, type TableOrJson } from "./table-or-json.ts";

const LOADS_AT_ONCE = 8;

/** The wells, or plates, whose outputs a reduction reads, in plate order: those that succeeded. */
export function contributing({ contributors }: WellTask): readonly string[] {
  return contributors.filter(({ status }) => status === "success").map(({ well }) => well);
}

/** What these wells, or plates, committed, in the order given. */
export function collected(scope: GroupScope, link: InputLink, units: readonly string[]): Promise<TableOrJson> {
  return link.source === "plates" ? fromPlates(scope, link, units) : fromWells(scope, link, units);
}

/** `<directory>/<well>_<name>.csv` or `.json`; wells that have none are left out. */
async function fromWells(
  { storage, plan }: GroupScope,
  { output, kind }: InputLink,
  wells: readonly string[],
): Promise<TableOrJson> {
  const name = (output ?? "").replace(/^[^:]*:/, "");
  const extension = kind === "table" ? ".csv" : ".json";
  const loaded = await inOrder(wells, LOADS_AT_ONCE, async (well) => {
    const path = `${plan.inputDir}/${well}_${name}${extension}`;
    return at({ file: path }, async () => {
      if (!(await storage.exists(path, OUTPUT_BACKEND))) return null;
      return { well, value: await loadValue(storage, kind, path, OUTPUT_BACKEND) };
    });
  });
  const present = loaded.filter((item) => item !== null);
  return named(
    kind,
    present.map(({ value }) => value),
    present.map(({ well }) => ({ well })),
  );
}

/** The files that the task names: rows keep the order that they have in the plate's own file. */
async function fromPlates(
  { storage, task }: GroupScope,
  { output, kind }: InputLink,
  plates: readonly string[],
): Promise<TableOrJson> {
  const all = task.plateFiles ?? [];
  const files = plates.flatMap((plate) => all.find((one) => one.plate === plate && one.output === output) ?? []);
  const values = await inOrder(files, LOADS_AT_ONCE, ({ path }) =>
    at({ file: path }, async (): Promise<Table | Json> => {
      // An artifact is JSON also where it is a table.
      if (kind !== "table" || !path.endsWith(".json")) return loadValue(storage, kind, path, PLATES_BACKEND);
      return checkTable((await storage.loadJson(path, PLATES_BACKEND)) as unknown as Table);
    }),
  );
  return named(
    kind,
    values,
    files.map(({ plate }) => ({ plate })),
  );
}
