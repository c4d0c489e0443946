import { randomUUID } from "node:crypto";
import { accessSync, constants } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isOhcsError } from "@ohcs/context";
import { ownIdentity, slotLedger } from "@ohcs/locks";
import { fail } from "../errors.ts";
import type { GiveBack, SlotExchange } from "../slots/slot-exchange.ts";
import { cancelled } from "../slots/slot-queue.ts";

/** Writable for all users, and the same for all jobs: batch systems give each job its own temporary folder. */
const SHARED = "/var/tmp";

/**
 * The default folder by which the runs of this machine share GPUs. Its name contains the host, since containers and
 * network disks may share one folder between hosts.
 */
export function machineFolder(): string {
  return join(isWritable(SHARED) ? SHARED : tmpdir(), `ohcs-gpus-${hostname()}`);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where and how runs share slots. */
export interface MachineSlotsOptions {
  /** One folder per machine, on a local disk; runs that share GPUs share it. @default below `/var/tmp`, or the temporary folder */
  readonly folder?: string;
  /** How often a full adapter is polled, in ms. @default 50 */
  readonly pollMs?: number;
}

const POLL_MS = 50;
/** Retry interval for releasing a place, as a multiple of the polling interval. */
const RETRY_POLLS = 20;

/**
 * Slots that all runs of this machine share by files, so that two runs together never hold more leases of an adapter
 * than either of them allows; requests are served in order across runs. Leases of a killed run are free at once:
 * claimants are named by pid, start time (on Linux) and boot.
 */
export function machineSlots({ folder = machineFolder(), pollMs = POLL_MS }: MachineSlotsOptions = {}): SlotExchange {
  return {
    claim: async (adapter, capacity, signal) => {
      const ledger = slotLedger(folder, join(folder, adapter));
      const claimant = { ...(await ownIdentity()), token: randomUUID() };
      const again = RETRY_POLLS * pollMs;
      const remove = () => persistently(() => ledger.remove(claimant.token), again).catch((e) => refuse(folder, e));
      try {
        while (!(await ledger.ask(claimant, capacity))) await pause(adapter, pollMs, signal);
      } catch (error) {
        await remove();
        return refuse(folder, error);
      }
      return onlyOnce(remove);
    },
  };
}

/**
 * Calls `remove`, and on failure keeps retrying in the background: entries of a running process count, so that this run
 * and all others would wait for it until the process ends. @throws the error of the first attempt
 */
async function persistently(remove: () => Promise<void>, everyMs: number): Promise<void> {
  try {
    await remove();
  } catch (error) {
    const stop = (): void => clearInterval(trying);
    const trying = setInterval(() => void remove().then(stop, () => undefined), everyMs).unref();
    throw error;
  }
}

function onlyOnce(giveBack: GiveBack): GiveBack {
  let given: Promise<void> | null = null;
  return () => {
    given ??= giveBack();
    return given;
  };
}

async function pause(adapter: string, ms: number, signal: AbortSignal | null): Promise<void> {
  await sleep(ms, undefined, signal === null ? {} : { signal }).catch(() => undefined);
  if (signal?.aborted) throw cancelled(adapter);
}

/** @throws the error itself if it has a code, otherwise `GPU_LOCKS_UNUSABLE` */
function refuse(folder: string, error: unknown): never {
  if (isOhcsError(error)) throw error;
  const message = error instanceof Error ? error.message : String(error);
  throw fail("GPU_LOCKS_UNUSABLE", `Cannot share GPUs: '${folder}' cannot be used: ${message}`, {
    details: { folder },
    cause: error,
  });
}
