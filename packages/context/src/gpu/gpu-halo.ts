/** Rows that grow with a parameter of a call: `times` its value, rounded up, and `plus` more. */
export interface GpuHalo {
  /** The parameter, a number; lengths are in px. */
  readonly parameter: string;
  readonly times: number;
  readonly plus: number;
}
