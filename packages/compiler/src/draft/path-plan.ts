import type { Diagnostic } from "@ohcs/context";
import type { ImagePlace } from "./backend-plan.ts";

/** Virtual directories of the output plate and of the intermediate backend. */
export interface PathPlan {
  /** Where images are stored of steps that do not choose a place. */
  readonly imageDir: string;
  /** Folders of what is stored by name, by its kind. */
  readonly namedDirs: Readonly<Record<"image" | "labels" | "rgb", string>>;
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
  /** Where its labels are stored that are not in the fields of images, and named images that have no plate of their own. */
  readonly labels: ImagePlace;
}
