import type uPlot from "uplot";
import { shownCell } from "../sections/markup.ts";

/** Room for a label, px. */
const APART = 40;

/** The axis of doses, with a line at each; labels that would touch the one before are left out. uPlot's own labels powers of 10 alone. */
export function doseAxis(doses: readonly number[]): Pick<uPlot.Axis, "label" | "splits" | "filter" | "values"> {
  const steps = [...new Set(doses)].toSorted((a, b) => a - b);
  return {
    label: "dose",
    splits: () => steps,
    filter: (plot, splits) => {
      let before = Number.NEGATIVE_INFINITY;
      return splits.map((dose) => {
        const place = plot.valToPos(dose, "x");
        if (place - before < APART) return null;
        before = place;
        return dose;
      });
    },
    values: (_, splits) => splits.map((dose: number | null) => (dose === null ? "" : shownCell(dose))),
  };
}
