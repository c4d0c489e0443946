import { type Backend, type BackendSurroundings, type DefinedBackend, isDefinedBackend } from "@ohcs/context";
import { fail } from "../errors.ts";

/** How a context names a backend: which export of which module makes it, and its options. */
export interface BackendReference {
  readonly use: { readonly module: string; readonly export: string; readonly version?: string };
  readonly with: Readonly<Record<string, unknown>>;
}

/** Finds what a reference names; whoever composes the program knows where modules lie. */
export type BackendResolver = (module: string, exportName: string) => Promise<DefinedBackend>;

/** Makes one instance of a backend. */
export type BackendMaker = () => Backend | Promise<Backend>;

/** The makers of referenced backends, by name. Modules are not resolved before a backend is first used. */
export function backendFactories(
  references: Readonly<Record<string, BackendReference>>,
  resolve: BackendResolver,
  surroundings?: BackendSurroundings,
): Record<string, BackendMaker> {
  return Object.fromEntries(
    Object.entries(references).map(([name, reference]) => [
      name,
      () => instantiate(name, reference, resolve, surroundings),
    ]),
  );
}

async function instantiate(
  name: string,
  { use, with: options }: BackendReference,
  resolve: BackendResolver,
  surroundings: BackendSurroundings | undefined,
) {
  const backend: unknown = await resolve(use.module, use.export);
  if (!isDefinedBackend(backend)) throw invalid(name, use, "a result of 'defineBackend'", typeof backend);
  if (use.version !== undefined && majorOf(use.version) !== majorOf(backend.version))
    throw invalid(name, use, `version ${use.version}`, backend.version);
  return backend.create(options, surroundings);
}

function majorOf(version: string): string {
  return version.split(".")[0] ?? "";
}

function invalid(name: string, use: BackendReference["use"], expected: string, got: string): Error {
  const message = `Cannot open backend '${name}' from '${use.module}' ('${use.export}'): expected ${expected}, got '${got}'`;
  return fail("BACKEND_INVALID", message, { details: { backend: name, ...use } });
}
