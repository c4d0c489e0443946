import type { CompiledPlate, Diagnostic } from "@ohcs/context";
import type { Orchestrator } from "../life-cycle/orchestrator.ts";

/** The work of several plates together when they have ended. */
export interface BatchJob {
  /** Plates take the place of wells in it. */
  readonly compiled: CompiledPlate;
  /** The folder in which the output plates lie. */
  readonly folder: string;
  /** What it makes lies here, beside them. */
  readonly outputRoot: string;
}

/** A plate with its diagnostics. */
export interface DiagnosedPlate {
  readonly plateId: string;
  readonly orchestrator: Orchestrator;
  readonly diagnostics: readonly Diagnostic[];
}

/** The folder in which an output plate lies. */
export function folderOf(outputRoot: string): string {
  return outputRoot.replace(/[/\\]+[^/\\]*$/, "");
}
