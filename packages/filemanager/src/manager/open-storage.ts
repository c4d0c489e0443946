import {
  type BackendSurroundings,
  type BackendUse,
  type DefinedBackend,
  type ProcessingContext,
  toJson,
  type WorkerStartup,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import type { BackendReference } from "./backend-reference.ts";
import { FileManager } from "./file-manager.ts";
import type { LoadModule } from "./load-module.ts";

/**
 * A FileManager of its own over the backends that `context` references.
 * @throws `ROOT_NOT_FOUND` where the options of a backend name a root that `startup` does not map to a folder
 */
export function openStorage(
  context: Pick<ProcessingContext, "backends">,
  startup: WorkerStartup,
  load: LoadModule,
  surroundings?: BackendSurroundings,
): FileManager {
  return FileManager.open({
    references: context.backends.map((backend, role) => rooted(role, backend, startup.roots)).toObject(),
    resolve: async (module, name) => (await load(module))[name] as DefinedBackend,
    ...(surroundings === undefined ? {} : { surroundings }),
  });
}

/** The backend with the folders of this machine in its options. */
function rooted(role: string, { use, with: options }: BackendUse, roots: WorkerStartup["roots"]): BackendReference {
  return { use, with: inFolders(toJson(options), role, roots) as BackendReference["with"] };
}

const FOLDER = /^\{(source|output)\}(?=$|[/\\])/;

function inFolders(value: unknown, backend: string, roots: WorkerStartup["roots"]): unknown {
  if (typeof value === "string")
    return value.replace(FOLDER, (_, root: string) => rootFolder(`open backend '${backend}'`, root, roots));
  if (Array.isArray(value)) return value.map((item) => inFolders(item, backend, roots));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inFolders(one, backend, roots)]));
}

/** The folder of a root on this machine. @throws `ROOT_NOT_FOUND`, which says what was attempted */
export function rootFolder(attempt: string, root: string, roots: WorkerStartup["roots"]): string {
  const folder = roots[root];
  if (folder !== undefined) return folder;
  const known = Object.keys(roots).join("', '");
  throw fail("ROOT_NOT_FOUND", `Cannot ${attempt}: expected a folder for root '${root}', got one for '${known}'`, {
    details: { attempt, root },
  });
}
