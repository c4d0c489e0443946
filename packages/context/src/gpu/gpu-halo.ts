/** A number of rows that depends on a parameter of a call: `times` its value, rounded up, plus `plus`. */
export interface GpuHalo {
  /** The parameter, a number; lengths are in px. */
  readonly parameter: string;
  readonly times: number;
  readonly plus: number;
}
