import { Map as ImmutableMap, List } from "immutable";
import type { Checkpoint, StepGpu } from "./context-parts.ts";
import { frozenRecord } from "./frozen-record.ts";
import type { CallPlan, GroupPlan, InputLink, OutputPlan } from "./plan-parts.ts";

/** A step after compilation. Nothing in it differs between wells of equal structure, so they share it in memory. */
export interface StepPlanFields {
  readonly stepIndex: number;
  readonly stepName: string;
  /** `fold` takes what the wells committed one well at a time; `join` makes one file of their tables. */
  readonly stepType: "map" | "reduce" | "fold" | "join";
  /** Virtual paths below the roots that the backends name. */
  readonly inputDir: string;
  readonly outputDir: string;
  readonly outputPlateRoot: string;
  readonly subDir: string;
  readonly analysisResultsDir: string;
  /** Chains by pattern key; `*` where the pattern is no dictionary. */
  readonly func: ImmutableMap<string, List<CallPlan>>;
  readonly variableComponents: List<string>;
  readonly groupBy: string;
  readonly inputs: ImmutableMap<string, InputLink>;
  readonly groups: List<GroupPlan>;
  /** What the step produces: `image` and each `kind:name` it emits. */
  readonly outputs: ImmutableMap<string, OutputPlan>;
  readonly readBackend: string;
  readonly writeBackend: string;
  readonly materialization: Checkpoint | null;
  /** Where the first calls of its chains compute; `webgpu` only where those of all chains do. */
  readonly inputMemoryType: "cpu" | "webgpu";
  /** Where the last calls of its chains compute; `webgpu` only where those of all chains do. */
  readonly outputMemoryType: "cpu" | "webgpu";
  /** Null where none of its calls computes on a GPU. */
  readonly gpu: StepGpu | null;
  readonly dtype: string;
  readonly onMissing: "fail" | "skip" | "fill";
  readonly unlisted: "pass" | "drop" | "error";
  readonly timeoutS: number | null;
  readonly retries: number;
}

/** One step of one context, frozen. */
export class StepPlan extends frozenRecord<StepPlanFields>("StepPlan", {
  stepIndex: 0,
  stepName: "",
  stepType: "map",
  inputDir: "",
  outputDir: "",
  outputPlateRoot: "",
  subDir: "",
  analysisResultsDir: "",
  func: ImmutableMap(),
  variableComponents: List(),
  groupBy: "channel",
  inputs: ImmutableMap(),
  groups: List(),
  outputs: ImmutableMap(),
  readBackend: "",
  writeBackend: "",
  materialization: null,
  inputMemoryType: "cpu",
  outputMemoryType: "cpu",
  gpu: null,
  dtype: "preserve",
  onMissing: "fail",
  unlisted: "error",
  timeoutS: null,
  retries: 0,
}) {}
