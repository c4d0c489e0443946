import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/locks` reports, with its cause and remedy. */
export const locksErrors = {
  OUTPUT_LOCKED: {
    cause: "Another run holds the output plate.",
    remedy: "Wait for that run to end, or choose another output folder.",
  },
} as const;

/** The codes of {@link locksErrors}. */
export type LocksErrorCode = keyof typeof locksErrors;

export const fail = errorFactory(locksErrors);
