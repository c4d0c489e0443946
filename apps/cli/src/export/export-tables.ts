import { join } from "node:path";
import type { WorkerStartup } from "@ohcs/context";
import { importModule, moduleLoader, openStorage } from "@ohcs/filemanager";
import { diskBackend } from "@ohcs/filemanager/disk";
import { backendsOf, readRunRecord, readStoredPlan, valuePath } from "@ohcs/records";
import { outputReader } from "@ohcs/records/host";

/**
 * Writes the tables that the reductions of a run stored as `tables/<name>.csv` or `.parquet` below a folder: those of all wells, one a kind,
 * and what was computed of them. Returns their paths. @throws `RUN_NOT_FOUND`, `RUN_CORRUPT`, and what storage throws
 */
export async function exportTables(
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
