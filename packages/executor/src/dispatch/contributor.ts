import type { WellTask } from "@ohcs/context";

/** A well, or a plate, that a reduction is over. */
export type Contributor = WellTask["contributors"][number] & {
  /** Why it does not contribute; null where it does. */
  readonly reason: string | null;
};
