import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { countOf, type WorkerStartup } from "@ohcs/context";
import { importModule, moduleLoader, openStorage } from "@ohcs/filemanager";
import { diskBackend } from "@ohcs/filemanager/disk";
import { backendsOf, describeRun, readRunRecord, readStoredPlan, valuePath } from "@ohcs/records";
import { outputReader } from "@ohcs/records/host";
import { runImages, writeFigures } from "@ohcs/viewer/disk";
import { programModules } from "ohcs/modules";
import type { ExportValues } from "../commands/command-options.ts";
import { unwritable } from "../inspect/write-sheet.ts";
import { liesInPlate } from "../plate/lies-in-plate.ts";
import { EXIT, type Outcome, type Session } from "../program/session.ts";

/** Writes figures and tables of the latest run of an output plate. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`, `VIEW_EMPTY`, `PICTURES_UNWRITABLE` */
export async function exportOutput(values: ExportValues, { directory }: Session): Promise<Outcome> {
  const root = resolve(directory, values.output);
  const run = await describeRun(outputReader(root));
  const source = values.source === undefined ? run.source : resolve(directory, values.source);
  const folder = values.into === undefined ? join(root, "export") : resolve(directory, values.into);
  if (await liesInPlate(folder, source)) throw unwritable(folder, `a path apart from the source plate '${source}'`);
  if (
    await stat(folder).then(
      (found) => !found.isDirectory(),
      () => false,
    )
  )
    throw unwritable(folder, "a folder");
  const modules = programModules();
  const wantsFigures = values.figures || values.tables === undefined;
  const figures = wantsFigures ? await figuresOf(root, { source, modules }, folder) : [];
  const tables = values.tables === undefined ? [] : await exportTables(root, folder, values.tables, modules);
  const counts = [countOf(figures.length, "figure"), countOf(tables.length, "table")];
  return {
    exitCode: EXIT.success,
    json: { folder, figures, tables },
    text: ({ colors }) => `${colors.bold(folder)}  ${counts.join(", ")}\n`,
  };
}

async function figuresOf(root: string, from: Parameters<typeof runImages>[1], folder: string) {
  const images = await runImages(root, from);
  try {
    return await writeFigures(images, join(folder, "figures"));
  } catch (cause) {
    throw unwritable(folder, "a folder that can be written", cause);
  } finally {
    await images.close();
  }
}

/**
 * Writes the tables that the reductions of a run stored as `tables/<name>.csv` or `.parquet` below a folder: those of all wells, one a kind,
 * and what was computed of them. Returns their paths. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`, and what storage throws
 */
async function exportTables(
  root: string,
  folder: string,
  format: "csv" | "parquet",
  modules: WorkerStartup["modules"],
): Promise<readonly string[]> {
  const reader = outputReader(root);
  const [{ plate }, record] = [await readStoredPlan(reader), await readRunRecord(reader)];
  const startup = { roots: { ...record.roots, output: root }, modules: { ...record.modules, ...modules }, runId: "" };
  const storage = openStorage({ backends: backendsOf(plate) }, startup, moduleLoader(startup, importModule));
  const target = await diskBackend.create({ root: folder });
  const paths: string[] = [];
  try {
    const reductions = plate.phases
      .toArray()
      .flatMap(({ kind, contexts }) => (kind === "reduce" ? contexts.toArray() : []));
    for (const context of reductions)
      for (const { outputs } of context.stepPlans)
        for (const { kind, store } of outputs.values()) {
          if (kind !== "table" || store?.name == null) continue;
          const path = valuePath(context, store);
          if (!(await storage.exists(path, store.backend))) continue;
          const table = await storage.loadTable(path, store.backend);
          await target.saveTable(`tables/${store.name}.${format}`, table, { ifExists: "replace" });
          paths.push(join(folder, "tables", `${store.name}.${format}`));
        }
    return paths;
  } finally {
    await storage.close();
    await target.close();
  }
}
