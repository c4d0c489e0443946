import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/locks` reports, with its cause and remedy. */
export const locksErrors = {
  OUTPUT_LOCKED: {
    cause: "Another running command, or one on an unreachable machine, writes to the same place.",
    remedy: "Wait for that command to end, or name another output.",
  },
} as const;

/** The codes of {@link locksErrors}. */
export type LocksErrorCode = keyof typeof locksErrors;

export const fail = errorFactory(locksErrors);
