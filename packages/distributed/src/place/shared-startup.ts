import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { sha256Hex, type WorkerStartup } from "@ohcs/context";
import { modulePath } from "@ohcs/records";
import { fail } from "../errors.ts";
import { localFolder, type Mounts, type SharedPlace, sharedPlace } from "./mounts.ts";

/** A module as other machines find it: by its name, and what its file must be. */
interface SharedModule {
  /** Of its package; empty for a module of the user's, which lies with the run. */
  readonly version: string;
  /** SHA-256 of the file that the name leads to. */
  readonly sha256: string;
}

/** Start-up data of workers without a path of this machine. */
export interface SharedStartup extends Omit<WorkerStartup, "modules" | "roots"> {
  readonly modules: Readonly<Record<string, SharedModule>>;
  readonly roots: Readonly<Record<string, SharedPlace>>;
}

/** Where a machine has a module of this name; null where it has none. */
export type ResolveModule = (name: string) => Promise<string | null> | string | null;

/** The start-up data for other machines. */
export async function shareStartup({ modules, roots, ...rest }: WorkerStartup, mounts: Mounts): Promise<SharedStartup> {
  const named = await Promise.all(Object.entries(modules).map(async ([name, url]) => [name, await factsOf(url)]));
  const places = Object.entries(roots).map(([name, folder]) => [name, sharedPlace(folder, mounts)]);
  return { ...rest, modules: Object.fromEntries(named), roots: Object.fromEntries(places) };
}

/**
 * The start-up data on this machine. A module that it does not have is left out: it fails the wells that need it, and no others.
 * @throws `MOUNT_UNKNOWN` · `MODULE_DIFFERS` where it has another version, or other content
 */
export async function localStartup(
  { modules, roots, ...rest }: SharedStartup,
  mounts: Mounts,
  find: ResolveModule,
): Promise<WorkerStartup> {
  const folders = Object.fromEntries(Object.entries(roots).map(([name, place]) => [name, localFolder(place, mounts)]));
  const urls = Object.entries(modules).map(async ([name, module]) => {
    const url = name.startsWith("user:") ? userModule(folders.output ?? "", module) : await find(name);
    if (url !== null) await prove(name, url, module);
    return url === null ? [] : [[name, url] as const];
  });
  return { ...rest, roots: folders, modules: Object.fromEntries((await Promise.all(urls)).flat()) };
}

function userModule(output: string, { sha256 }: SharedModule): string {
  return pathToFileURL(join(output, modulePath(sha256))).href;
}

async function prove(name: string, url: string, { version, sha256 }: SharedModule): Promise<void> {
  const here = await factsOf(url);
  if (here.sha256 === sha256) return;
  const [expected, got] = [version, here.version].map((one) => (one === "" ? "as the run has it" : `version '${one}'`));
  const other = expected === got ? "other content" : got;
  throw fail("MODULE_DIFFERS", `Cannot use '${name}': expected ${expected}, got ${other}`, { details: { name, url } });
}

const known = new Map<string, Promise<SharedModule>>();

/** Code does not change while a process runs: it is imported once. */
function factsOf(url: string): Promise<SharedModule> {
  const facts = known.get(url) ?? readFacts(url);
  known.set(url, facts);
  facts.catch(() => known.delete(url));
  return facts;
}

async function readFacts(url: string): Promise<SharedModule> {
  const file = fileURLToPath(url);
  return { sha256: sha256Hex(await readFile(file)), version: await versionAbove(dirname(file)) };
}

async function versionAbove(folder: string): Promise<string> {
  const text = await readFile(join(folder, "package.json"), "utf8").catch(() => "{}");
  const { version } = JSON.parse(text) as { readonly version?: unknown };
  if (typeof version === "string") return version;
  const above = dirname(folder);
  return above === folder ? "" : versionAbove(above);
}
