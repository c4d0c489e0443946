import type { HelpOffer } from "../protocol.ts";

/** A well with which other workers may help. */
export interface HelpedWell {
  readonly context: string;
  readonly wellId: string;
  /** Aborted when it is to stop. */
  readonly signal: AbortSignal;
  /** Aborted when it has ended, however. */
  readonly ended: AbortSignal;
}

/** What other slots would do for the well of one. */
export type SlotOffer = Pick<HelpOffer, "helpers" | "groups">;
