/**
 * Locks between processes by files (Node only): who a process is, a lock that one of them holds, slots that several share.
 */
export { type LocksErrorCode, locksErrors } from "./errors.ts";
export { isAlive, isRunning, ownIdentity, type ProcessIdentity } from "./process-identity.ts";
export { type RunLockHolder, runLockHolder, takeRunLock } from "./run-lock.ts";
export { type Claimant, type LedgerEntry, type SlotLedger, slotLedger } from "./slot-ledger.ts";
