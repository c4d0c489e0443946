import { type BackendProblem, backendEntry, type DefinedBackend, encodeError, isDefinedBackend } from "@ohcs/context";
import { BUILT_IN_BACKENDS } from "@ohcs/filemanager";
import type { LoadBackends, LoadedBackends } from "@ohcs/orchestrator";
import { type ExportKind, type Located, locate } from "./locate.ts";

/** What names of backends lead to. */
export const BACKENDS: ExportKind<DefinedBackend> = {
  noun: "backend",
  madeBy: "defineBackend",
  fits: isDefinedBackend,
  versionOf: ({ version }) => version,
  builtIn: BUILT_IN_BACKENDS,
};

const FILES = "disk";

/** Finds backends by name; packages from the folder `from`. What cannot be found becomes a problem among those of the compiler. */
export function backendLoader(from: string): LoadBackends {
  return async (names) => {
    const found = await Promise.all([...new Set([...names, FILES])].map((named) => findOne(named, from)));
    const located = found.flatMap(([, one]) => ("value" in one ? [one] : []));
    return {
      catalogue: {
        files: FILES,
        backends: Object.fromEntries(
          found.map(([named, one]) => [named, "value" in one ? backendEntry(one.value, one.reference) : one]),
        ),
      },
      ...modulesOf(located),
    };
  };
}

async function findOne(named: string, from: string) {
  const one = await locate(named, { from, kind: BACKENDS }).catch(problemOf);
  return [named, one] as const;
}

/** Where workers find what was located. */
export function modulesOf(located: readonly Located<unknown>[]): Required<Omit<LoadedBackends, "catalogue">> {
  const packages = located.flatMap(({ found }) => (found.code === null ? [[found.module, found.url] as const] : []));
  const bundles = located.flatMap(({ found }) => (found.code === null ? [] : [[found.module, found.code] as const]));
  return { modules: Object.fromEntries(packages), userModules: Object.fromEntries(bundles) };
}

function problemOf(error: unknown): BackendProblem {
  const { code, message, remedy } = encodeError(error);
  const [, expected = "a module that loads", got = message] = /expected (.*), got (.*)$/s.exec(message) ?? [];
  return { code, expected, got, hint: remedy };
}
