import { errorFactory } from "@ohcs/context";

/** Every code that `@ohcs/viewer` throws, with its cause and remedy. */
export const viewerErrors = {
  VIEW_EMPTY: {
    cause: "The run has not stored images yet, or has no wells because it reduced other plates.",
    remedy: "Wait until a well has ended, or look at the source plate.",
  },
  VIEW_ADDRESS_TAKEN: {
    cause:
      "The viewer cannot listen at this address: another program has the port, or the machine has no such address.",
    remedy: "Choose another port, or none, so that a free one is taken.",
  },
  VIEW_REFUSED: {
    cause: "A request to the viewer had no valid token, named another host, or came from another page.",
    remedy: "Open the complete address that 'ohcs view' printed.",
  },
  VIEW_NOT_FOUND: {
    cause: "A request to the viewer named a well, field, channel, plane or file that is not there.",
    remedy: "Load the page again; the plate may have been changed meanwhile.",
  },
  VIEW_REQUEST_INVALID: {
    cause: "A request to the viewer has an invalid number, or a rectangle outside the image.",
    remedy: "Load the page again; for other programs, the README of @ohcs/viewer states the rules.",
  },
} as const;

/** The codes of {@link viewerErrors}. */
export type ViewerErrorCode = keyof typeof viewerErrors;

export const fail = errorFactory(viewerErrors);
