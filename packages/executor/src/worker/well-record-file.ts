import type { Json, WellRecord } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { OUTPUT_BACKEND } from "./storage/backend-names.ts";

/** Where the record of a well, or of a reduction, lies below the output plate's root. */
export function recordPath(axis: "well" | "plate", axisId: string): string {
  return axis === "well" ? `.ohcs/wells/${axisId}.json` : `.ohcs/reductions/${axisId}.json`;
}

/** Writes a record: the last file of a well, whose appearance commits the rest. */
export async function writeRecord(storage: FileManager, axis: "well" | "plate", record: WellRecord): Promise<void> {
  const value = record as unknown as Json;
  await storage.saveJson(recordPath(axis, record.wellId), value, OUTPUT_BACKEND, { ifExists: "replace" });
}
