import { type Choice, type DefinedRunner, isDefinedRunner, type RunnerUse, type WellRunner } from "@ohcs/context";
import type { RunnerModule } from "@ohcs/orchestrator";
import { codeUrl, evaluateModule } from "../pipeline/evaluate-module.ts";
import { type ExportKind, exportOf, locate } from "./locate.ts";

/** What names of runners lead to. */
export const RUNNERS: ExportKind<DefinedRunner> = {
  noun: "runner",
  madeBy: "defineRunner",
  fits: isDefinedRunner,
  versionOf: ({ version }) => version,
  builtIn: {
    inline: { module: "@ohcs/executor/inline", export: "inline" },
    threads: { module: "@ohcs/executor/threads", export: "threads" },
    processes: { module: "@ohcs/executor/processes", export: "processes" },
    // Only where they are installed beside: nothing else needs a queue.
    bullmq: { module: "@ohcs/distributed/bullmq", export: "bullmq" },
    array: { module: "@ohcs/distributed/array", export: "array" },
    slurm: { module: "@ohcs/distributed/slurm", export: "slurm" },
  },
};

/** A runner that is ready to start, and where it comes from. */
export interface LoadedRunner {
  readonly runner: WellRunner;
  readonly runnerModule: RunnerModule;
}

/**
 * Loads the requested runner only; packages are found from the folder `from`.
 * @throws `USER_MODULE_NOT_FOUND`, `USER_MODULE_INVALID`, `USER_EXPORT_MISSING`, and errors of its options
 */
export async function loadRunner(choice: Choice, from: string): Promise<LoadedRunner> {
  const { use: named, with: options = {} } = typeof choice === "string" ? { use: choice } : choice;
  const { reference, found, value } = await locate(named, { from, kind: RUNNERS });
  const runner = await value.create(options);
  return { runner, runnerModule: { use: reference, with: options, url: found.url, code: found.code } };
}

/**
 * The runner of an earlier run, from where its module lies now; one of this program where nothing is said.
 * @throws `USER_MODULE_INVALID`, `USER_EXPORT_MISSING`, and errors of its options
 */
export async function recordedRunner(
  { use, with: options }: RunnerUse,
  place: { readonly code: string | null; readonly url: string | undefined },
): Promise<LoadedRunner> {
  const { code } = place;
  const url = code === null ? (place.url ?? import.meta.resolve(use.module)) : codeUrl(code);
  const defined = exportOf(await evaluateModule(url, use.module), use.export, use.module, RUNNERS);
  return { runner: await defined.create(options), runnerModule: { use, with: options, url, code } };
}

/** Where wells run, by what a configuration says. */
export function runnerOf({ runner, useThreading }: { readonly runner: Choice | null; readonly useThreading: boolean }) {
  return runner ?? (useThreading ? "threads" : "processes");
}
