import { rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type CompiledPlace, savePlan } from "@ohcs/orchestrator";
import { fail } from "../errors.ts";
import { liesInPlate } from "../plate/lies-in-plate.ts";
import { programPackages } from "./program-packages.ts";

/** Saves a compiled plate in a file, whole or not at all. @throws `PLAN_UNWRITABLE` */
export async function savePlanFile(named: string, compiled: CompiledPlace, directory: string): Promise<void> {
  const file = resolve(directory, named);
  const { root } = compiled.manifest;
  if (await liesInPlate(file, root)) throw unwritable(named, `a path apart from the source plate '${root}'`);
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.ohcs-tmp`);
  try {
    await writeFile(temporary, savePlan(compiled, programPackages()), { flag: "wx" });
    await rename(temporary, file);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw unwritable(named, "a file that can be written", cause);
  }
}

function unwritable(named: string, expected: string, cause?: unknown): Error {
  const reason = cause instanceof Error ? ` (${cause.message})` : "";
  return fail("PLAN_UNWRITABLE", `Cannot save plan: expected ${expected}, got '${named}'${reason}`, {
    details: { file: named },
    ...(cause === undefined ? {} : { cause }),
  });
}
