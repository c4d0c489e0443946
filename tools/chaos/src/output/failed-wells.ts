import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlateResult } from "@ohcs/context";

/** The wells that failed by what a run wrote of itself when it ended; a run that was killed wrote nothing of them. */
export async function failedWells(root: string): Promise<readonly string[]> {
  const text = await readFile(join(root, ".ohcs", "run.json"), "utf8").catch(() => "{}");
  const { wells = {} } = JSON.parse(text) as Partial<Pick<PlateResult, "wells">>;
  return Object.values(wells).flatMap(({ wellId, status, error }) =>
    status === "error" ? [`${wellId} (${error?.code})`] : [],
  );
}
