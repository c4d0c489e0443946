import type { CompiledPlate, Table, WellRunner, WorkerStartup } from "@ohcs/context";
import type { RunHost } from "../host/run-host.ts";

/** What a run needs. */
export interface ExecuteOptions {
  readonly plate: CompiledPlate;
  readonly runner: WellRunner;
  /** Wells at the same time, at most. */
  readonly workers: number;
  /** Where workers find modules and folders; `roots.output` is the output plate. */
  readonly startup: Omit<WorkerStartup, "runId">;
  readonly host: RunHost;
  /** Supplied tables by the SHA-256 that contexts name. */
  readonly supplied?: Readonly<Record<string, Table>>;
  /** Bundled user modules by their name in references: `user:<sha256>` → text of an ES module. */
  readonly userModules?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** How long running wells may take to stop after a cancellation, ms. @default 10000 */
  readonly graceMs?: number;
  /** Versions of packages, for provenance. */
  readonly versions?: Readonly<Record<string, string>>;
}
