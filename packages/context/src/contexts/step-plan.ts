import { Map as ImmutableMap, List } from "immutable";
import type { Checkpoint, StepGpu } from "./context-parts.ts";
import { frozenRecord } from "./frozen-record.ts";
import type { CallPlan, GroupPlan, InputLink, OutputPlan } from "./plan-parts.ts";

/** One step of one context after compilation, frozen. Nothing in it differs between wells of equal structure, so they share it in memory. */
export class StepPlan extends frozenRecord("StepPlan", {
  stepIndex: 0,
  stepName: "",
  /** `fold` takes what the wells committed one well at a time; `join` makes one file of their tables. */
  stepType: "map" as "map" | "reduce" | "fold" | "join",
  /** Virtual paths below the roots that the backends name. */
  inputDir: "",
  outputDir: "",
  outputPlateRoot: "",
  subDir: "",
  analysisResultsDir: "",
  /** Chains by pattern key; `*` where the pattern is no dictionary. */
  func: ImmutableMap<string, List<CallPlan>>(),
  variableComponents: List<string>(),
  groupBy: "channel",
  inputs: ImmutableMap<string, InputLink>(),
  groups: List<GroupPlan>(),
  /** What the step produces: `image` and each `kind:name` it emits. */
  outputs: ImmutableMap<string, OutputPlan>(),
  readBackend: "",
  writeBackend: "",
  materialization: null as Checkpoint | null,
  /** Where the first calls of its chains compute; `webgpu` only where those of all chains do. */
  inputMemoryType: "cpu" as "cpu" | "webgpu",
  /** Where the last calls of its chains compute; `webgpu` only where those of all chains do. */
  outputMemoryType: "cpu" as "cpu" | "webgpu",
  /** Null where none of its calls computes on a GPU. */
  gpu: null as StepGpu | null,
  dtype: "preserve",
  onMissing: "fail" as "fail" | "skip" | "fill",
  unlisted: "error" as "pass" | "drop" | "error",
  timeoutS: null as number | null,
  retries: 0,
}) {}
