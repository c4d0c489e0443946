import type { WellError } from "@ohcs/context";
import {
  explainWell,
  HeldOutputs,
  readRunRecord,
  readStoredPlan,
  type WellExplanation,
  wellError,
} from "@ohcs/records";
import { programModules } from "ohcs/modules";
import { EXIT, type Outcome, type Session } from "../program/session.ts";
import type { Style } from "../terminal/terminal.ts";
import { changesView } from "../views/changes-view.ts";
import { wellFailure } from "../views/well-failure.ts";
import { wellPlace, wellUnknown } from "./well-place.ts";

const VERDICTS: Readonly<Record<WellExplanation["verdict"], string>> = {
  upToDate: "is up to date: its result fits the plan, and its outputs are as they were written",
  neverRun: "has to be run: it has no record yet",
  recordDamaged: "has to be run: its record is not as it was written",
  failed: "has to be run: its latest attempt failed",
  cancelled: "has to be run: its latest attempt was stopped",
  changed: "has to be run: its result was made from something else than the plan says now",
  damaged: "has to be run: an output is missing or was changed",
};

/** Why a well would be run again, or was. @throws `WELL_UNKNOWN`, `PLATE_UNKNOWN`, `RUN_NOT_FOUND`, `RUN_CORRUPT` */
export async function explainWhy(output: string, named: string, { directory }: Session): Promise<Outcome> {
  const { reader, well } = await wellPlace(output, named, directory);
  const plan = await readStoredPlan(reader);
  // Where its run left no record, nothing is known of modules; plain files need none.
  const { modules, roots } = (await readRunRecord(reader).catch(() => null)) ?? {};
  const startup = { modules: { ...modules, ...programModules() }, roots: { ...roots, output: reader.root } };
  const held = new HeldOutputs({ plate: plan.plate, startup });
  const explanation = await explainWell(held.around(reader), plan, well).finally(() => held.close());
  if (explanation === null) throw wellUnknown(well, plan.plate.wells.toArray());
  const error = explanation.verdict === "failed" ? await wellError(reader, well) : null;
  const json = error === null ? explanation : { ...explanation, error };
  return { exitCode: EXIT.success, json, text: (style) => whyView(explanation, error, style) };
}

function whyView({ well, verdict, file, changes }: WellExplanation, error: WellError | null, style: Style): string {
  const remedy = error?.remedy == null ? "" : `  ${style.colors.dim("→")} ${error.remedy}\n`;
  const cause = error === null ? "" : `  ${wellFailure({ error })}\n${remedy}`;
  const first = `${style.colors.bold(well)} ${VERDICTS[verdict]}${file === null ? "" : `: ${file}`}\n${cause}`;
  return changes === null || changes.length === 0 ? first : `${first}\n${changesView(changes, style)}`;
}
