import { randomUUID } from "node:crypto";
import type { RunnerOptionKind, RunnerOptions, RunnerSession, WellRunner } from "@ohcs/context";
import { fail } from "../errors.ts";
import { type Mounts, sharedPlace } from "../place/mounts.ts";
import { shareStartup } from "../place/shared-startup.ts";
import { RemoteFolder } from "../store/remote-folder.ts";
import type { Engine, EngineStart } from "./engine.ts";
import { type Patience, RemoteSession } from "./remote-session.ts";

/** What every remote runner takes, besides what its engine does. */
export interface RemoteRunnerOptions extends Patience {
  /** Folders that the machines share, where this one has them; workers have their own table of the same names. @default none: the same paths everywhere */
  readonly mounts?: Mounts;
  /** Goes on with what a driver before it gave out, whose run was not ended. @default false */
  readonly attach?: boolean;
  /** A folder that all machines see. @default the output plate */
  readonly folder?: string;
}

/** What each of these options is. */
export const REMOTE_OPTIONS = {
  mounts: "record",
  attach: "flag",
  folder: "text",
  pollMs: "amount",
  lookMs: "amount",
  graceMs: "amount",
  rounds: "count",
  closeMs: "amount",
} as const satisfies Record<keyof RemoteRunnerOptions, RunnerOptionKind>;

type OpenEngine = (start: EngineStart) => Promise<Engine>;

/** A URL with a password, among the options or in one of them. */
const SECRET = /\w+:\/\/[^\s"/@]*:[^\s"/@]+@/;

/**
 * A runner of wells on other machines, over the engine that `open` makes. @throws `QUEUE_SECRET_NAMED` where an option has a password,
 * whatever its name: records keep them all
 */
export function remoteRunner(name: string, options: RemoteRunnerOptions, open: OpenEngine): WellRunner {
  if (SECRET.test(JSON.stringify(options))) {
    const message = `Cannot use the options of '${name}': expected no URL with a password, which records would keep, got one`;
    throw fail("QUEUE_SECRET_NAMED", message);
  }
  return Object.freeze({
    specVersion: 1,
    name,
    isRemote: true,
    contains: Object.freeze(["throw", "rejection", "io", "exit", "endlessLoop", "heap", "arrayBuffer"] as const),
    start: (start: RunnerOptions) => startSession(start, { name, ...options }, open),
  });
}

/** @throws what `open` throws */
async function startSession(
  { width, startup, onEvent }: RunnerOptions,
  { name, ...options }: RemoteRunnerOptions & { readonly name: string },
  open: OpenEngine,
): Promise<RunnerSession> {
  const { mounts = {}, attach = false } = options;
  const folder = new RemoteFolder(options.folder ?? startup.roots.output ?? process.cwd());
  const earlier = attach ? await folder.run() : null;
  const isAttached = earlier?.engine === name;
  const run = isAttached ? earlier.id : randomUUID().replaceAll("-", "").slice(0, 12);
  await folder.begin({ id: run, engine: name });
  // The name of a run changes each time it goes on; what was given out before has the one of its first driver.
  const shared = await shareStartup({ ...startup, runId: run }, mounts);
  let session: RemoteSession | null = null;
  const engine = await open({
    run,
    folder: folder.of(run),
    isAttached,
    hint: () => session?.hint(),
    warn: (text) => onEvent({ type: "log", well: null, level: "warn", text }),
  });
  session = new RemoteSession({
    engine,
    folder,
    run,
    output: sharedPlace(folder.root, mounts),
    startup: await folder.keep(JSON.stringify(shared)),
    width,
    patience: patienceOf(options),
    onEvent,
  });
  return session;
}

function patienceOf(options: Patience): Required<Patience> {
  const { pollMs = 500, lookMs = 5_000, graceMs = 10_000, rounds = 3, closeMs = 15_000 } = options;
  return { pollMs, lookMs, graceMs, rounds, closeMs };
}
