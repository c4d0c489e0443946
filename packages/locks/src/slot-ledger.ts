import { chmod, lstat, mkdir } from "node:fs/promises";
import { GenerationLog, type LogEntry } from "./generation-log.ts";
import { isRunning, type ProcessIdentity } from "./process-identity.ts";

/** One lease that a process of the machine holds or waits for; a process may have several. */
export interface Claimant extends ProcessIdentity, LogEntry {}

/** A claimant in the queue: waiting claims are in the order of their requests. */
export interface LedgerEntry extends Claimant {
  /** The most leases that its run allows on the machine. */
  readonly capacity: number;
  readonly held: boolean;
}

/** The holders of and waiting claims for the slots of one adapter on this machine. */
export interface SlotLedger {
  /** The entries whose processes are running. */
  entries(): Promise<readonly LedgerEntry[]>;
  /**
   * Returns whether the claimant holds a lease: it is queued, and gets one when it is first in the queue and fewer are
   * held than `capacity` and the limits of all holders. So a run that always has wells waiting does not starve others,
   * and one that allows more does not crowd out one that allows less.
   */
  ask(claimant: Claimant, capacity: number): Promise<boolean>;
  /** Releases the claimant's lease, or its place in the queue. */
  remove(token: string): Promise<void>;
}

/** Every user of the machine may add files, but not remove those of others. */
const OPEN_TO_ALL = 0o1777;

/** The ledger in `folder`, which is made inside `root` when it is needed, open to all users of the machine. */
export function slotLedger(root: string, folder: string): SlotLedger {
  const makeFolder = () => makeOpenFolders([root, folder]);
  const log = new GenerationLog<LedgerEntry>({
    folder,
    makeFolder,
    isStanding: (entry) => isRunning(entry),
    // Files appear whole, so the machine has lost power since, and its processes are gone.
    unreadable: [],
  });
  return {
    entries: async () => {
      await makeFolder();
      return log.entries();
    },
    ask: async (claimant, capacity) => {
      await makeFolder();
      const entry = await log.change(claimant.token, (entries) => advance(entries, claimant, capacity));
      return entry?.held ?? false;
    },
    remove: async (token) => {
      await log.change(token, (entries) => entries.filter((entry) => entry.token !== token));
    },
  };
}

/** A link that another user put in place of a folder would lead elsewhere. */
async function makeOpenFolders(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const made = await mkdir(path, { recursive: true });
    if (made !== undefined) await chmod(path, OPEN_TO_ALL);
    if ((await lstat(path)).isSymbolicLink()) throw new Error(`'${path}' is a link`);
  }
}

function advance(entries: readonly LedgerEntry[], claimant: Claimant, capacity: number): readonly LedgerEntry[] {
  const isThere = entries.some(({ token }) => token === claimant.token);
  const all = isThere ? entries : [...entries, { ...claimant, capacity, held: false }];
  const holders = all.filter((entry) => entry.held);
  const most = Math.min(capacity, ...holders.map((holder) => holder.capacity));
  const isNext = all.find((entry) => !entry.held)?.token === claimant.token;
  if (!isNext || holders.length >= most) return all;
  return all.map((entry) => (entry.token === claimant.token ? { ...entry, held: true } : entry));
}
