import { makeLedgerFolder, publish, readNewest } from "./ledger-folder.ts";
import { isRunning, type ProcessIdentity } from "./process-identity.ts";

/** One lease that a process of the machine holds or waits for. */
export interface Claimant extends ProcessIdentity {
  /** Tells the leases of one process apart. */
  readonly token: string;
}

/** A claimant in its place: those who wait come after one another in the order in which they asked. */
export interface LedgerEntry extends Claimant {
  /** The most leases that its run allows on the machine. */
  readonly capacity: number;
  readonly held: boolean;
}

/**
 * Who holds and who waits for the slots of one adapter on this machine: a list in files by generation, of which the highest
 * holds. A change links the next generation, which exactly one process can; the others read again. Who died is left out by
 * the next change.
 */
export interface SlotLedger {
  /** The entries whose processes still run. */
  entries(): Promise<readonly LedgerEntry[]>;
  /**
   * Says whether the claimant holds a lease: it is put at the end of those who wait, and holds one when it is the first of
   * them and fewer are held than `capacity` and those who hold one allow. So a run that always has wells waiting does not keep
   * others out, and one that allows more does not crowd one that allows less.
   */
  ask(claimant: Claimant, capacity: number): Promise<boolean>;
  /** Gives back what the claimant holds, or its place among those who wait. */
  remove(token: string): Promise<void>;
}

/** The ledger in `folder`, which is made inside `root` when it is needed. */
export function slotLedger(root: string, folder: string): SlotLedger {
  return {
    entries: async () => {
      await makeLedgerFolder(root, folder);
      return running(parse((await readNewest(folder)).text));
    },
    ask: async (claimant, capacity) => {
      await makeLedgerFolder(root, folder);
      const entry = await change(folder, claimant.token, (entries) => advance(entries, claimant, capacity));
      return entry?.held ?? false;
    },
    remove: async (token) => {
      await change(folder, token, (entries) => entries.filter((entry) => entry.token !== token));
    },
  };
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

/**
 * Publishes what `next` makes of the running entries, and returns that of `token`. The newest version is read again
 * afterwards: who was interrupted for so long that the number had been used and removed has published into the past.
 */
async function change(
  folder: string,
  token: string,
  next: (entries: readonly LedgerEntry[]) => readonly LedgerEntry[],
): Promise<LedgerEntry | null> {
  const own = (entries: readonly LedgerEntry[]) => entries.find((entry) => entry.token === token) ?? null;
  for (;;) {
    const { generation, text } = await readNewest(folder);
    const before = parse(text);
    const after = next(await running(before));
    if (own(before)?.held === own(after)?.held) return own(after);
    if (!(await publish(folder, generation + 1, JSON.stringify(after)))) continue;
    const published = own(parse((await readNewest(folder)).text));
    if (published?.held === own(after)?.held) return published;
  }
}

async function running(entries: readonly LedgerEntry[]): Promise<readonly LedgerEntry[]> {
  const alive = await Promise.all(entries.map((entry) => isRunning(entry)));
  return entries.filter((_, i) => alive[i]);
}

/** A version that cannot be read is empty: files appear whole, so the machine has lost power since, and all that ran with it. */
function parse(text: string | null): readonly LedgerEntry[] {
  try {
    const entries: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(entries) ? entries : [];
  } catch {
    return [];
  }
}
