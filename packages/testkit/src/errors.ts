import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/testkit` throws, with its cause and remedy. */
export const testkitErrors = {
  SYNTH_OPTION_INVALID: {
    cause: "An option of the synthetic plate is out of range, or contradicts another.",
    remedy: "Correct the option named in the message.",
  },
  SYNTH_PLANE_UNKNOWN: {
    cause: "The design does not have the requested plane.",
    remedy: "Use a well, site, channel, z and timepoint of the design.",
  },
  SYNTH_TARGET_EXISTS: {
    cause: "A folder of the plate's name already exists, or the truth of another plate is beside it.",
    remedy: "Choose another folder, or delete the old plate with its truth and plate map first.",
  },
  CONFORMANCE_FAILED: {
    cause: "An implementation violates a promise of the port that a conformance suite tests.",
    remedy: "Correct the implementation as described in the message; the test's name states the promise.",
  },
} as const;

/** The codes of {@link testkitErrors}. */
export type TestkitErrorCode = keyof typeof testkitErrors;

export const fail = errorFactory(testkitErrors);
