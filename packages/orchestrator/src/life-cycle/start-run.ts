import type { GpuUse, RunnerUse, WellRunner } from "@ohcs/context";
import { type ExecuteOptions, executePlate, type PlateRun, type RunSettings as Settings } from "@ohcs/executor";
import type { RunHost } from "@ohcs/records";
import type { PlateHost } from "../host/plate-host.ts";
import { gpuUseOf } from "../plate/manner-of.ts";

/** How a plate is run. Omitted settings are as configured, or as in the resumed run. */
export interface RunSettings extends Partial<Omit<Settings, "gpuUse">> {
  readonly runner: WellRunner;
  readonly gpuUse?: Partial<GpuUse>;
  /** The module that it comes from, for the record: resuming the run finds it there. */
  readonly runnerModule?: RunnerModule;
  /** Where the output plate is opened: one that is locked already, say. @default that of the machine */
  readonly runHost?: RunHost;
}

/** Where a runner comes from. */
export interface RunnerModule extends RunnerUse {
  readonly url: string;
  /** The bundle, where it is a file of the user's; null for packages. */
  readonly code: string | null;
}

type Facts =
  | "plate"
  | "supplied"
  | "userModules"
  | "sources"
  | "plates"
  | "takenOver"
  | "expectedWellBytes"
  | "versions";

/** A compiled plate, and what its run needs besides settings. */
interface RunWork extends Pick<ExecuteOptions, Facts | "gpu"> {
  readonly host: PlateHost;
  /** Module name of a reference → the URL from which workers import it. */
  readonly modules: Readonly<Record<string, string>>;
  readonly roots: ExecuteOptions["startup"]["roots"];
}

/** Settings for everything that has no default of its own. */
export type RunDefaults = Partial<Settings> & Pick<Settings, "workers">;

/** Executes a plate: the one place where that is done, whether it was compiled just now, saved, or begun by an earlier run. */
export function startRun(
  { host, modules, userModules = {}, roots, ...work }: RunWork,
  { runnerModule, runHost = host.run, ...settings }: RunSettings,
  defaults: RunDefaults,
): PlateRun {
  const { modules: all, ...runnerOf } = withRunner(runnerModule, modules, userModules);
  return executePlate({
    ...defaults,
    ...runnerOf,
    ...work,
    ...settings,
    gpuUse: gpuUseOf({ ...defaults.gpuUse, ...settings.gpuUse }),
    tuning: { ...defaults.tuning, ...settings.tuning },
    host: runHost,
    startup: { modules: all, roots },
  });
}

type Texts = Readonly<Record<string, string>>;

/** The modules of a run, including that of its runner. */
function withRunner(runner: RunnerModule | undefined, modules: Texts, userModules: Texts) {
  if (runner === undefined) return { modules, userModules };
  const { use, with: options, url, code } = runner;
  const runnerUse = { use, with: options };
  return code === null
    ? { modules: { ...modules, [use.module]: url }, userModules, runnerUse }
    : { modules, userModules: { ...userModules, [use.module]: code }, runnerUse };
}
