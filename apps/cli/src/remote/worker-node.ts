import { availableParallelism } from "node:os";
import { processesRunner } from "@ohcs/executor/processes";
import { threadsRunner } from "@ohcs/executor/threads";
import { findModule, programModules } from "ohcs/modules";
import type { ConfigFlags } from "../commands/command-options.ts";
import type { MountValue } from "../program/option-values.ts";

/** What `ohcs worker` takes, whatever brings it wells. */
export interface NodeValues extends Pick<ConfigFlags, "set"> {
  readonly slots: number | undefined;
  readonly mount: readonly MountValue[];
  readonly runner: "threads" | "processes" | undefined;
}

/** How this machine runs wells of others. What looks for its GPUs is loaded with the first well that needs one. */
export function workerNode(
  { slots = availableParallelism(), mount, set, runner = "threads" }: NodeValues,
  directory: string,
) {
  let asked: ReturnType<typeof gpusHere> | null = null;
  return {
    slots,
    mounts: Object.fromEntries(mount),
    resolveModule: (name: string) => moduleHere(name, directory),
    runner: runner === "threads" ? threadsRunner() : processesRunner(),
    gpus: () => {
      asked ??= gpusHere({ set }, directory);
      return asked;
    },
  };
}

async function gpusHere(flags: Pick<ConfigFlags, "set">, directory: string) {
  const [{ gpuUseOf }, { machineGpus }, { soundConfig }] = await Promise.all([
    import("@ohcs/orchestrator"),
    import("ohcs/compose"),
    import("../config/sound-config.ts"),
  ]);
  return machineGpus(gpuUseOf((await soundConfig(flags, directory, null)).config));
}

/** A module of this program; other packages are resolved from the folder in which it was started. */
async function moduleHere(name: string, directory: string): Promise<string | null> {
  const own = programModules()[name];
  if (own !== undefined) return own;
  return findModule(name, directory).then(
    ({ url }) => url,
    () => null,
  );
}
