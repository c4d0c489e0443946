import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/testkit` throws, with its cause and remedy. */
export const testkitErrors = {
  SYNTH_OPTION_INVALID: {
    cause: "An option of the synthetic plate is out of range, or contradicts another.",
    remedy: "Correct the option that the message names.",
  },
  SYNTH_PLANE_UNKNOWN: {
    cause: "A plane was asked for that the design does not have.",
    remedy: "Ask for a well, site, channel, z and timepoint of the design.",
  },
  SYNTH_TARGET_EXISTS: {
    cause: "A plate would be written where a folder of that name already stands, or beside the truth of another plate.",
    remedy: "Choose another folder, or delete the old plate with its truth and plate map first.",
  },
  CONFORMANCE_FAILED: {
    cause: "An implementation does not keep a promise of the port that a conformance suite tests.",
    remedy: "Correct the implementation as the message says; the test's name states the promise.",
  },
} as const;

/** The codes of {@link testkitErrors}. */
export type TestkitErrorCode = keyof typeof testkitErrors;

export const fail = errorFactory(testkitErrors);
