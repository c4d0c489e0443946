import type { WellRole } from "./plate-design.ts";

/** The compound added to a well. */
export interface Treatment {
  readonly role: WellRole;
  /** µM; 0 in negative controls. */
  readonly dose: number;
}

/** Doses of the sample wells in µM, cycled in plate order. */
const DOSES: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16, 32];

const HIGHEST_DOSE = 64;
const CYCLE = 6;

/** The treatment of each of `count` wells in plate order: of six, the first is a negative, the last a positive control. */
export function assignTreatments(count: number): readonly Treatment[] {
  let samples = 0;
  return Array.from({ length: count }, (_, i): Treatment => {
    if (i % CYCLE === 0) return { role: "negative", dose: 0 };
    if (i % CYCLE === CYCLE - 1) return { role: "positive", dose: HIGHEST_DOSE };
    return { role: "sample", dose: DOSES[samples++ % DOSES.length] ?? 0 };
  });
}

/** The fraction of the reporter's full effect at `dose` µM: a Hill curve with half-maximum at 4 µM and slope 2. */
export function effectOfDose(dose: number): number {
  return dose ** 2 / (dose ** 2 + 4 ** 2);
}
