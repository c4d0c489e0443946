import { List } from "immutable";
import { frozenRecord } from "./frozen-record.ts";
import type { ProcessingContext } from "./processing-context.ts";

/** A stretch of a run without barriers: all wells, or one reduction. */
export interface PhaseFields {
  readonly index: number;
  readonly name: string;
  readonly kind: "map" | "reduce";
  readonly contexts: List<ProcessingContext>;
  /** Fewer contributing wells make a reduction an error. */
  readonly minWells: number;
}
export class Phase extends frozenRecord<PhaseFields>("Phase", {
  index: 0,
  name: "",
  kind: "map",
  contexts: List(),
  minWells: 0,
}) {}

/** Everything a run needs, compiled before the first pixel. */
export interface CompiledPlateFields {
  readonly specVersion: number;
  readonly plateId: string;
  readonly pipelineName: string;
  /** Selected wells in plate order. */
  readonly wells: List<string>;
  readonly phases: List<Phase>;
  readonly fingerprint: string;
}
export class CompiledPlate extends frozenRecord<CompiledPlateFields>("CompiledPlate", {
  specVersion: 1,
  plateId: "",
  pipelineName: "",
  wells: List(),
  phases: List(),
  fingerprint: "",
}) {}
