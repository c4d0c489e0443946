/**
 * Locks between processes by files (Node only): who a process is, a lock that one of them holds, slots that several share.
 */
export { type LocksErrorCode, locksErrors } from "./errors.ts";
export { type LockHolder, type LockOptions, lockHolder, type Release, takeLock } from "./exclusive-lock.ts";
export { ownIdentity, type ProcessIdentity } from "./process-identity.ts";
export { type Claimant, type LedgerEntry, type SlotLedger, slotLedger } from "./slot-ledger.ts";
