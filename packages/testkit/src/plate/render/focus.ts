/** How a thing looks some planes away from its focus. */
export interface Focus {
  /** Fraction of the intensity in focus. */
  readonly amplitude: number;
  /** Standard deviation of its soft edge, px. */
  readonly blur: number;
}

const BLUR_PER_PLANE = 2.2;
const LOSS_PER_PLANE = 0.85;

/** The look at `planes` z-planes from focus with a soft edge of `blur` px in focus: dimmer, and wider at the edge. */
export function focusAt(planes: number, blur: number): Focus {
  return {
    amplitude: 1 / (1 + (LOSS_PER_PLANE * planes) ** 2),
    blur: Math.hypot(blur, BLUR_PER_PLANE * planes),
  };
}
