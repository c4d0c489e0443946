import type { RunEvent } from "@ohcs/context";
import type { Program } from "../program/start-program.ts";
import type { Instant } from "./scenario.ts";

const REDUCTION = "gathered";
/** Phases of the run: wells, the pipeline's own reduction, wells again, the tables that every pipeline has. */
const LAST_PHASE = 3;

/** Waits for the instant; `wholeMs` is the time of a whole run. */
export async function awaitInstant(program: Program, instant: Instant, wholeMs: number): Promise<void> {
  if (instant.at === "time") await new Promise((resolve) => setTimeout(resolve, instant.part * wholeMs));
  else await program.event(recogniser(instant));
}

function recogniser(instant: Exclude<Instant, { readonly at: "time" }>): (event: RunEvent) => boolean {
  if (instant.at === "well") return countedTo(instant.after);
  if (instant.at === "reduction") return inReduction(instant.step === "gather" ? 0 : 1);
  const phase = instant.at === "phaseEnd" ? instant.phase : LAST_PHASE;
  return (event) => event.type === "phaseFinished" && event.phase === phase;
}

function inReduction(step: number): (event: RunEvent) => boolean {
  return (event) => event.type === "stepStarted" && event.well === REDUCTION && event.step.index === step;
}

/** A well is finished once its record is in the output plate. */
function countedTo(wells: number): (event: RunEvent) => boolean {
  let finished = 0;
  return (event) => event.type === "wellFinished" && ++finished === wells;
}
