import {
  checkTable,
  type InputLink,
  mapConcurrently,
  OUTPUT_BACKEND,
  PLATES_BACKEND,
  type Table,
  type WellFile,
  type WellTask,
} from "@ohcs/context";
import { at } from "../../well/place.ts";
import type { GroupScope, StepScope } from "../well-scope.ts";
import { frozenTable } from "./frozen-table.ts";
import { loadCommitted } from "./load-committed.ts";
import { missing } from "./plane-source.ts";
import { named, type TableOrJson } from "./table-or-json.ts";

const LOADS_AT_ONCE = 8;

/** The wells, or plates, whose outputs a reduction reads, in plate order: those that succeeded. */
export function contributing({ contributors }: WellTask): readonly string[] {
  return contributors.filter(({ status }) => status === "success").map(({ well }) => well);
}

/** What these wells, or plates, committed, in the order given. */
export function collected(scope: GroupScope, link: InputLink, units: readonly string[]): Promise<TableOrJson> {
  return link.source === "plates" ? fromPlates(scope, link, units) : fromWells(scope, link, units);
}

/** `<directory>/<well>_<name>.csv` or `.json`, as the task names them; wells that made none are left out. @throws `INPUT_MISSING` */
export function filesOfWells(
  { plan, wellFiles }: StepScope,
  { output, kind, step }: InputLink,
  wells: readonly string[],
): readonly WellFile[] {
  if (wellFiles === null) throw missing(step, output, null);
  const name = (output ?? "").replace(/^[^:]*:/, "");
  const extension = kind === "table" ? ".csv" : ".json";
  return wells.flatMap((well) => wellFiles.get(`${plan.inputDir}/${well}_${name}${extension}`) ?? []);
}

async function fromWells(scope: GroupScope, link: InputLink, wells: readonly string[]): Promise<TableOrJson> {
  const { kind } = link;
  const { storage } = scope;
  const files = filesOfWells(scope, link, wells);
  const values = await mapConcurrently(files, LOADS_AT_ONCE, (file) =>
    kind === "table" ? tableOfWell(scope, file) : loadCommitted(storage, kind, file, OUTPUT_BACKEND),
  );
  return named(
    kind,
    values,
    files.map(({ well }) => ({ well })),
  );
}

/** Read and proved once for all steps; a fold, whose memory holds one well, keeps none. */
function tableOfWell({ storage, plan, tablesRead }: GroupScope, file: WellFile): Promise<Table> {
  const known = tablesRead.get(file.path);
  if (known !== undefined) return known;
  const read = loadCommitted(storage, "table", file, OUTPUT_BACKEND).then((table) => frozenTable(table as Table));
  if (plan.stepType !== "fold") tablesRead.set(file.path, read);
  return read;
}

/** The files that the task names: rows keep the order that they have in the plate's own file. */
async function fromPlates(
  { storage, task }: GroupScope,
  { output, kind }: InputLink,
  plates: readonly string[],
): Promise<TableOrJson> {
  const all = task.plateFiles ?? [];
  const files = plates.flatMap((plate) => all.find((one) => one.plate === plate && one.output === output) ?? []);
  const values = await mapConcurrently(files, LOADS_AT_ONCE, async (file) => {
    // An artifact is JSON also where it is a table.
    const isArtifact = kind === "table" && file.path.endsWith(".json");
    const value = await loadCommitted(storage, isArtifact ? "json" : kind, file, PLATES_BACKEND);
    return isArtifact ? at({ file: file.path }, () => checkTable(value as unknown as Table)) : value;
  });
  return named(
    kind,
    values,
    files.map(({ plate }) => ({ plate })),
  );
}
