import type { Contrast } from "./contrast.ts";

/** How one channel is shown. */
export interface ChannelView {
  readonly isVisible: boolean;
  /** `#rrggbb` */
  readonly color: string;
  readonly contrast: Contrast;
}

/** How a label image is shown over the channels. */
export type Overlay = "none" | "outlines" | "tint";

/** Viv draws this many channels at a time. */
export const MOST_CHANNELS = 10;
