import type { ReportData } from "../report-data.ts";
import { shownCell } from "../sections/markup.ts";
import type { PlateMap } from "../sections/plate-maps.ts";
import { scaleOf } from "./colours.ts";
import { element } from "./element.ts";
import { PlateGrid } from "./plate-grid.ts";
import type { Sheets } from "./sheets.ts";

/** Fills an element with small plates when it comes into view, or is printed: of 1536 wells a plate is thousands of elements. */
export function smallPlates(
  part: HTMLElement | null,
  maps: readonly PlateMap[],
  data: ReportData,
  { sheets, select }: { readonly sheets: Sheets; readonly select: (well: string) => void },
): void {
  if (part === null) return;
  part.className = "plates small";
  const fill = () => {
    seen.disconnect();
    window.removeEventListener("beforeprint", fill);
    const plates = maps.map(({ title, values }) => {
      const scale = scaleOf(title, [...values.values()]);
      const grid = new PlateGrid(data, sheets, `Wells: ${title}`, select);
      grid.fill({ kind: "value", values, scale });
      const range = scale.limits.map(shownCell).join(" … ");
      return element("div", {}, element("h3", {}, title, element("span", { class: "soft" }, ` ${range}`)), grid.root);
    });
    part.replaceChildren(...plates);
  };
  const seen = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && fill());
  seen.observe(part);
  window.addEventListener("beforeprint", fill);
}
