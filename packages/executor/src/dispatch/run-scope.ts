import type { ArtifactFile, ContextEncoder, RunnerSession, StartingPoint, WellResult } from "@ohcs/context";
import type { OutputFolder, PlateOutputs, SourceFacts } from "@ohcs/records";
import type { AdapterRoom } from "../gpu/adapter-room.ts";
import type { ResumeOptions } from "../run-settings.ts";
import type { WidthControl } from "../width/width-control.ts";
import type { Cancellation } from "./cancellation.ts";
import type { LogTails } from "./log-tails.ts";
import type { RunEvents } from "./run-events.ts";

/** What belongs to one run while its phases go by. */
export interface RunScope {
  readonly events: RunEvents;
  readonly session: RunnerSession;
  readonly runnerName: string;
  readonly folder: OutputFolder;
  readonly encoder: ContextEncoder;
  /** Null where everything is to be run. */
  readonly resume: Required<ResumeOptions> | null;
  readonly cancellation: Cancellation;
  readonly width: WidthControl;
  /** Whether wells that need a GPU would find it free. */
  readonly room: AdapterRoom;
  /** What all wells together may hold; null for no limit. */
  readonly memoryBudgetBytes: number | null;
  readonly logs: LogTails;
  /** What became of the wells so far. */
  readonly wells: Map<string, WellResult>;
  /** Contexts of which an attempt did not succeed: where its worker was ended while it wrote, a temporary file is left. */
  readonly unfinished: Set<string>;
  /** What plates committed that reductions over plates read, by plate. */
  readonly plates: ReadonlyMap<string, PlateOutputs>;
  /** Selected wells; others only feed reductions. */
  readonly asked: ReadonlySet<string>;
  /** Wells that the plan runs; others that reductions are over hold no image. */
  readonly imaged: ReadonlySet<string>;
  /** What is known of source images, by path. */
  readonly sources: SourceFacts;
  /** Where wells begin that do not run from their first step, by well. */
  readonly begins: ReadonlyMap<string, StartingPoint>;
  /** What reductions made for later phases so far, by name. */
  readonly artifacts: Map<string, ArtifactFile>;
}
