/** Locks between processes by files (Node only): process identity, an exclusive lock, counted slots. */
export { type LocksErrorCode, locksErrors } from "./errors.ts";
export { type LockHolder, type LockOptions, lockHolder, type Release, takeLock } from "./exclusive-lock.ts";
export { ownIdentity, type ProcessIdentity } from "./process-identity.ts";
export { type Claimant, type LedgerEntry, type SlotLedger, slotLedger } from "./slot-ledger.ts";
