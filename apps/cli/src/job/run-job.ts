import { CONFIG_FIELDS, RUN_FIELDS, valueAt } from "@ohcs/compiler";
import { commandLineSources } from "../config/command-line-sources.ts";
import { fail } from "../errors.ts";
import type { Outcome, Session } from "../program/session.ts";
import { isOverPlates, loadShared } from "./load-shared.ts";
import { type RunValues, runPlate } from "./run-plate.ts";
import { runPlates } from "./run-plates.ts";
import { runSavedPlan } from "./run-saved-plan.ts";

/** What `ohcs run` takes: plates and a pipeline, or a saved plan. */
interface RunJobValues extends Omit<RunValues, "plate" | "pipeline"> {
  readonly plates: readonly string[];
  readonly pipeline: string | undefined;
  readonly plan: string | undefined;
}

/** What a plan holds already, besides the configuration. */
const COMPILED_IN = {
  pipeline: "--pipeline",
  acquisition: "--acquisition",
} as const;

/** Compiles and runs, or runs what was compiled before. @throws `USAGE_INVALID` where it is neither, or both */
export async function runJob(values: RunJobValues, session: Session): Promise<Outcome> {
  const { plates, pipeline, plan } = values;
  const [plate, second] = plates;
  if (plan !== undefined) {
    refuseCompiledIn(values);
    if (second !== undefined) throw usage("expected one plate with '--plan', which holds one, got several");
    return runSavedPlan({ ...values, plan, plate }, session);
  }
  if (plate === undefined) throw usage("expected <plate>, or '--plan <file>', got nothing");
  if (pipeline === undefined) throw usage("expected '-p, --pipeline <pipeline>', or '--plan <file>', got nothing");
  const shared = await loadShared({ ...values, pipeline }, session.directory);
  return second === undefined && !isOverPlates(shared)
    ? runPlate({ ...values, plate }, shared, session)
    : runPlates({ ...values, pipeline }, shared, session);
}

/** Beside a plan may be said how a run goes about its work: what decides its results was compiled in. */
function refuseCompiledIn(values: RunJobValues): void {
  for (const [key, name] of Object.entries(COMPILED_IN))
    if (values[key as keyof typeof COMPILED_IN] !== undefined) throw heldAlready(name);
  const compiledIn = CONFIG_FIELDS.filter(({ name }) => !(RUN_FIELDS as readonly string[]).includes(name));
  for (const { layer, origin } of commandLineSources(values)) {
    const held = compiledIn.find(({ path }) => valueAt(layer, path) !== undefined);
    if (held !== undefined) throw heldAlready(origin?.kind === "flag" ? origin.name : held.name, held.name);
  }
}

function heldAlready(name: string, field = ""): Error {
  const place = field.startsWith("output") ? "; '-o' names the output plate" : "";
  return usage(`expected no '${name}' with '--plan', which contains it, got one${place}`);
}

function usage(expectation: string): Error {
  return fail("USAGE_INVALID", `Cannot read the command line: ${expectation}`, { remedy: "See 'ohcs run --help'." });
}
