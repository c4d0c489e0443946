import type { RunnerUse } from "@ohcs/context";

/** Where a runner comes from. */
export interface RunnerModule extends RunnerUse {
  readonly url: string;
  /** The bundle, where it is a file of the user's; null for packages. */
  readonly code: string | null;
}

type Texts = Readonly<Record<string, string>>;

/** What a run is told of modules, that of its runner among them. */
export function withRunner(
  runner: RunnerModule | undefined,
  { modules, userModules = {} }: { readonly modules: Texts; readonly userModules?: Texts },
) {
  if (runner === undefined) return { modules, userModules };
  const { use, with: options, url, code } = runner;
  const runnerUse = { use, with: options };
  return code === null
    ? { modules: { ...modules, [use.module]: url }, userModules, runnerUse }
    : { modules, userModules: { ...userModules, [use.module]: code }, runnerUse };
}
