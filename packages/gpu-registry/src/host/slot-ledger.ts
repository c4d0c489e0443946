import { makeLedgerFolder, publish, readNewest } from "./ledger-folder.ts";
import { isRunning, type ProcessIdentity } from "./process-identity.ts";

/** One lease that a process of the machine holds. */
export interface Holder extends ProcessIdentity {
  /** Tells the leases of one process apart. */
  readonly token: string;
}

/**
 * The holders of one adapter's slots on this machine: a list in files by generation, of which the highest holds. A change
 * links the next generation, which exactly one process can; the others read again. Who died is left out by the next change.
 */
export interface SlotLedger {
  /** The holders that still run. */
  holders(): Promise<readonly Holder[]>;
  /** Adds a holder if fewer than `capacity` are there; says whether. */
  add(holder: Holder, capacity: number): Promise<boolean>;
  remove(token: string): Promise<void>;
}

/** The ledger in `folder`, which is made inside `root` when the first lease is asked for. */
export function slotLedger(root: string, folder: string): SlotLedger {
  const holders = async (): Promise<readonly Holder[]> => {
    await makeLedgerFolder(root, folder);
    return running(parse((await readNewest(folder)).text));
  };
  return {
    holders,
    add: async (holder, capacity) => {
      await makeLedgerFolder(root, folder);
      const added = (all: readonly Holder[]) => (all.length < capacity ? [...all, holder] : null);
      return change(folder, added, (all) => all.some(({ token }) => token === holder.token));
    },
    remove: async (token) => {
      const without = (all: readonly Holder[]) => all.filter((other) => other.token !== token);
      await change(folder, without, (all) => all.every((other) => other.token !== token));
    },
  };
}

/**
 * Publishes what `next` makes of the running holders, or nothing where that is null. The newest version is read again
 * afterwards: who was interrupted for so long that the number had been used and removed has published into the past.
 */
async function change(
  folder: string,
  next: (holders: readonly Holder[]) => readonly Holder[] | null,
  holds: (holders: readonly Holder[]) => boolean,
): Promise<boolean> {
  for (;;) {
    const { generation, text } = await readNewest(folder);
    const wanted = next(await running(parse(text)));
    if (wanted === null) return false;
    const published = await publish(folder, generation + 1, JSON.stringify(wanted));
    if (published && holds(parse((await readNewest(folder)).text))) return true;
  }
}

async function running(holders: readonly Holder[]): Promise<readonly Holder[]> {
  const alive = await Promise.all(holders.map(isRunning));
  return holders.filter((_, i) => alive[i]);
}

function parse(text: string | null): readonly Holder[] {
  return text === null ? [] : (JSON.parse(text) as readonly Holder[]);
}
