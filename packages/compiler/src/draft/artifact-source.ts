import type { StepPlace } from "./resolved-step.ts";

/** An artifact with the reduction that makes it. */
export interface ArtifactSource {
  /** `artifact:illumination` */
  readonly name: string;
  readonly kind: "table" | "json";
  readonly reduction: StepPlace;
  /** Index of the phase that makes it. */
  readonly phase: number;
}
