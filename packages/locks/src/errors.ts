import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/locks` reports, with its cause and remedy. */
export const locksErrors = {
  OUTPUT_LOCKED: {
    cause: "Another command that goes on, or one of a machine that cannot be seen from here, writes to the same place.",
    remedy: "Wait for that command to end, or name another output.",
  },
} as const;

/** The codes of {@link locksErrors}. */
export type LocksErrorCode = keyof typeof locksErrors;

export const fail = errorFactory(locksErrors);
