import { isOhcsError, OUTPUT_BACKEND } from "@ohcs/context";
import { valuePath } from "@ohcs/records";
import { at } from "../../well/place.ts";
import { contributing, filesOfWells } from "../inputs/collected.ts";
import { checkBytes } from "../inputs/load-committed.ts";
import { stopIfCancelled } from "../stop-if-cancelled.ts";
import type { StepScope } from "../well-scope.ts";
import { holderOf } from "./holder-of.ts";

/**
 * Makes one file of the tables that wells committed, in the memory of one of them. False, and nothing is done, where there are none, or storage
 * cannot: then it is for the function of the step to join them.
 * @throws `COMMITTED_FILE_CHANGED`, what reading throws naming the file
 */
export async function joinTables(scope: StepScope): Promise<boolean> {
  const { plan, context, task, storage, services, commitments } = scope;
  const [link] = plan.inputs.values();
  const [output] = plan.outputs.values();
  const store = output?.store ?? null;
  if (plan.stepType !== "join" || link === undefined || store === null) return false;
  const files = new Map(filesOfWells(scope, link, contributing(task)).map((file) => [file.path, file]));
  if (files.size === 0) return false;
  const path = valuePath(context, store);
  const inspect = async (one: string, bytes: Uint8Array) => {
    stopIfCancelled(services.signal, context.axisId);
    const file = files.get(one);
    if (file !== undefined) await checkBytes(file, bytes);
  };
  const joined = storage.joinTables([...files.keys()], path, OUTPUT_BACKEND, { ifExists: "replace", inspect });
  const receipt = await joined.catch((error: unknown) => {
    const read = isOhcsError(error) ? String(error.details.path) : "";
    return at({ file: files.has(read) ? read : path }, () => Promise.reject(error));
  });
  if (receipt !== null) commitments.store(plan.stepName, receipt, holderOf(context, store.backend));
  return receipt !== null;
}
