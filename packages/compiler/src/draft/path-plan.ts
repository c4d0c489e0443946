import type { Diagnostic } from "@ohcs/context";

/** Virtual directories of the output plate and of the intermediate backend. */
export interface PathPlan {
  /** The backend that images are stored in. */
  readonly imageBackend: string;
  readonly imageExtension: string;
  readonly imageDir: string;
  readonly labelsDir: string;
  readonly resultsDir: string;
  /** By step index. */
  readonly steps: readonly StepPaths[];
  readonly findings: readonly Diagnostic[];
}

export interface StepPaths {
  readonly memoryDir: string;
  readonly checkpointDir: string;
}
