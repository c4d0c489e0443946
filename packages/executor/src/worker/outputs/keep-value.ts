import { INTERMEDIATE_BACKEND, type Json, type Table } from "@ohcs/context";
import type { GroupScope } from "../well-scope.ts";

/** Keeps a table or JSON of a group for later steps. */
export async function keepValue(
  {
    storage,
    products,
    plan,
    key,
    groupIndex,
  }: Pick<GroupScope, "storage" | "products" | "plan" | "key" | "groupIndex">,
  output: string,
  kind: string,
  directory: string,
  value: Table | Json,
): Promise<void> {
  const path = `${directory}/${groupIndex}`;
  const options = { ifExists: "replace" } as const;
  if (kind === "table") await storage.saveTable(path, value as Table, INTERMEDIATE_BACKEND, options);
  else await storage.saveJson(path, value as Json, INTERMEDIATE_BACKEND, options);
  const product = { path, key, planes: [{}], positions: [null], calibration: { pixelSizeUm: null }, bytes: 0 };
  products.add(plan.stepIndex, output, groupIndex, product);
}
