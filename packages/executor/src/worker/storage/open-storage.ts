import {
  type BackendSurroundings,
  type DefinedBackend,
  type ProcessingContext,
  toJson,
  type WorkerStartup,
} from "@ohcs/context";
import { type BackendReference, FileManager } from "@ohcs/filemanager";
import { fail } from "../../errors.ts";
import type { LoadModule } from "../load-module.ts";

type Named = readonly (readonly [name: string, reference: BackendReference])[];

/** Contexts of one plate share their references. */
const known = new WeakMap<object, Named>();

/**
 * A FileManager of its own over the backends that `context` references.
 * @throws `ROOT_NOT_FOUND` where a backend names a root that `startup` does not map to a folder
 */
export function openStorage(
  context: ProcessingContext,
  startup: WorkerStartup,
  load: LoadModule,
  surroundings: BackendSurroundings,
): FileManager {
  return FileManager.open({
    references: Object.fromEntries(
      referencesOf(context).map(([name, reference]) => [name, rooted(name, reference, startup.roots)]),
    ),
    resolve: async (module, name) => (await load(module))[name] as DefinedBackend,
    surroundings,
  });
}

function referencesOf({ backends }: ProcessingContext): Named {
  const references = known.get(backends) ?? Object.entries(toJson(backends) as Readonly<Record<string, never>>);
  known.set(backends, references);
  return references;
}

function rooted(name: string, reference: BackendReference, roots: WorkerStartup["roots"]): BackendReference {
  const root = reference.with.root;
  if (typeof root !== "string") return reference;
  const folder = roots[root];
  if (folder === undefined)
    throw fail(
      "ROOT_NOT_FOUND",
      `Cannot open backend '${name}': expected a folder for root '${root}', got one for '${Object.keys(roots).join("', '")}'`,
      { details: { backend: name, root } },
    );
  return { ...reference, with: { ...reference.with, root: folder } };
}
