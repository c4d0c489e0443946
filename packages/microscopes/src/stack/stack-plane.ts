import type { StagePosition } from "@ohcs/context";

/** Where a page of a file lies in the stack that the file describes; all is counted from 1 but pages, from 0. */
export interface StackPlane {
  readonly page: number;
  /** Which `Image` of an OME document; 1 in other files. */
  readonly image: number;
  readonly channel: number;
  readonly zIndex: number;
  readonly timepoint: number;
  readonly channelName: string | null;
  readonly position: StagePosition | null;
}
