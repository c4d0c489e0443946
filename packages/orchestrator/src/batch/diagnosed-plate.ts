import type { Diagnostic } from "@ohcs/context";
import type { Orchestrator } from "../life-cycle/orchestrator.ts";

/** A plate with its diagnostics. */
export interface DiagnosedPlate {
  readonly plateId: string;
  readonly orchestrator: Orchestrator;
  readonly diagnostics: readonly Diagnostic[];
}
