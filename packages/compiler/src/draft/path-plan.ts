import type { Diagnostic } from "@ohcs/context";
import type { ImagePlace } from "./backend-plan.ts";

/** Virtual directories of the output plate and of the intermediate backend. */
export interface PathPlan {
  /** Where images are stored of steps that do not choose a place. */
  readonly imageDir: string;
  readonly labelsDir: string;
  readonly resultsDir: string;
  /** By step index. */
  readonly steps: readonly StepPaths[];
  readonly findings: readonly Diagnostic[];
}

interface StepPaths {
  readonly memoryDir: string;
  /** Where images of the step are stored. */
  readonly place: ImagePlace;
  /** The folder for those of the last step that has any, and for others. */
  readonly imageDir: string;
  readonly checkpointDir: string;
  /** Where its label images are stored that are not in the fields of images. */
  readonly labels: ImagePlace;
}
