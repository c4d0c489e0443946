import { type Backend, type BackendSurroundings, type DefinedBackend, isDefinedBackend } from "@ohcs/context";
import { fail } from "../errors.ts";

/** A backend in a context: the module and export that make it, and its options. */
export interface BackendReference {
  readonly use: { readonly module: string; readonly export: string; readonly version?: string };
  readonly with: Readonly<Record<string, unknown>>;
}

/** Resolves a reference; supplied by the composing program, which knows where modules are. */
export type BackendResolver = (module: string, exportName: string) => Promise<DefinedBackend>;

/** Makes one instance of a backend. */
export type BackendMaker = () => Backend | Promise<Backend>;

/** Factories of referenced backends, by name. Modules are resolved when a backend is first used. */
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
