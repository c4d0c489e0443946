import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type { Backend, BackendCapabilities, DefinedBackend } from "@ohcs/context";
import { backendConformance } from "@ohcs/testkit";
import { fail } from "../errors.ts";
import { fillFolder } from "./fill-folder.ts";
import type { ConformStartup } from "./protocol.ts";

/** One test of a suite. */
export interface SuiteTest {
  readonly name: string;
  readonly body: () => Promise<void>;
}

const CAPABILITIES = ["images", "tables", "json", "writable", "durable"] as const;

type Surroundings = Pick<ConformStartup, "options" | "scratch">;

/** The tests that a backend of these capabilities is held to, in order. */
export function backendSuite(
  defined: DefinedBackend,
  capabilities: BackendCapabilities,
  surroundings: Surroundings,
): readonly SuiteTest[] {
  const tests: SuiteTest[] = [];
  backendConformance({
    test: (name, body) => tests.push({ name, body }),
    create: () => openStore(defined, surroundings),
    capabilities,
  });
  return tests;
}

/** What an instance states of itself. @throws `CONFORM_CAPABILITIES_INVALID`, and whatever `create` throws */
export async function capabilitiesOf(
  defined: DefinedBackend,
  surroundings: Surroundings,
): Promise<BackendCapabilities> {
  return withStore(defined, surroundings, async (backend) => {
    const stated: unknown = backend?.capabilities;
    if (!isCapabilities(stated)) throw notStated(defined.name, stated);
    const differs = CAPABILITIES.find((name) => isDeclaredOtherwise(defined, name, stated[name]));
    if (differs !== undefined) throw declaredOtherwise(defined.name, differs, stated[differs]);
    return Object.fromEntries(CAPABILITIES.map((name) => [name, stated[name]])) as unknown as BackendCapabilities;
  });
}

/** What `use` makes of an instance on a store of its own, which is closed afterwards. */
export async function withStore<Result>(
  defined: DefinedBackend,
  surroundings: Surroundings,
  use: (backend: Backend) => Promise<Result>,
): Promise<Result> {
  const backend = await openStore(defined, surroundings);
  try {
    return await use(backend);
  } finally {
    await backend?.close?.();
  }
}

/** An instance on a separate store, as far as the options distinguish stores. */
async function openStore(defined: DefinedBackend, { options, scratch }: Surroundings): Promise<Backend> {
  return defined.create(fillFolder(options, await mkdtemp(join(scratch, "store-"))));
}

function isCapabilities(value: unknown): value is BackendCapabilities {
  if (typeof value !== "object" || value === null) return false;
  return CAPABILITIES.every((name) => typeof (value as Record<string, unknown>)[name] === "boolean");
}

/** A read-only instance may do less than is declared of writable ones. */
function isDeclaredOtherwise(defined: DefinedBackend, name: (typeof CAPABILITIES)[number], stated: boolean): boolean {
  return name !== "writable" && (defined.capabilities?.[name] ?? true) !== stated;
}

function declaredOtherwise(name: string, which: string, stated: boolean): Error {
  const message = `Cannot test backend '${name}': expected 'capabilities' of defineBackend to say what instances state`;
  return fail("CONFORM_CAPABILITIES_INVALID", `${message}, '${which}: ${stated}', got '${which}: ${!stated}'`);
}

function notStated(name: string, stated: unknown): Error {
  const message = `Cannot test backend '${name}': expected 'capabilities' to say true or false of ${CAPABILITIES.join(", ")}`;
  return fail("CONFORM_CAPABILITIES_INVALID", `${message}, got '${JSON.stringify(stated)}'`);
}
