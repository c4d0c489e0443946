import type { ArtifactFile } from "@ohcs/context";
import { rootFolder } from "@ohcs/filemanager";
import type { Cancellation } from "./cancellation.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import type { RunEvents } from "./run-events.ts";
import type { RunScope } from "./run-scope.ts";

/** A run with its identity. */
export interface RunOptions extends ExecuteOptions {
  readonly runId: string;
  readonly events: RunEvents;
  readonly cancellation: Cancellation;
}

/** What was proved before the run touches anything. */
export interface ProvedBeginning extends Pick<RunScope, "begins"> {
  readonly artifacts: ReadonlyMap<string, ArtifactFile>;
}

/** The folder that the run writes to. @throws `ROOT_NOT_FOUND` */
export function outputRootIn({ startup: { roots } }: Pick<RunOptions, "startup">): string {
  return rootFolder("run plate", "output", roots);
}
