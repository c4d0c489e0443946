import { List } from "immutable";
import { frozenRecord } from "./frozen-record.ts";
import type { ProcessingContext } from "./processing-context.ts";

/** A stretch of a run without barriers: all wells, or one reduction. */
export class Phase extends frozenRecord("Phase", {
  index: 0,
  name: "",
  kind: "map" as "map" | "reduce",
  contexts: List<ProcessingContext>(),
  /** Fewer contributing wells make a reduction an error. */
  minWells: 0,
}) {}

/** Everything a run needs, compiled before the first pixel. */
export class CompiledPlate extends frozenRecord("CompiledPlate", {
  specVersion: 1,
  plateId: "",
  pipelineName: "",
  /** Selected wells in plate order. */
  wells: List<string>(),
  phases: List<Phase>(),
  fingerprint: "",
}) {}
