import type { ReportData, WellReport } from "../report-data.ts";
import { element, shownCell, tableOf } from "./element.ts";
import { tablesOfWells } from "./shown-value.ts";

/** Everything known of one well: state and error, every channel with contrast that can be changed, and its rows of the tables. */
export function wellView(data: ReportData, well: WellReport): readonly HTMLElement[] {
  const { error, attempts, durationMs, state } = well;
  const tries = attempts > 1 ? `, ${attempts} attempts` : "";
  const time = durationMs === null ? "" : ` in ${(durationMs / 1000).toFixed(1)} s`;
  return [
    element("h3", {}, well.well),
    element("p", { class: state === "success" ? "good" : "bad" }, `${state}${time}${tries}`),
    ...(error === null ? [] : [errorOf(error)]),
    ...pictures(data, well),
    ...tablesOfWells(data).map((table) => {
      const at = table.columns.indexOf("Metadata_Well");
      const row = table.rows.find((cells) => cells[at] === well.well);
      const rows = table.columns.map((column, i) => [column, shownCell(row?.[i])]);
      return element(
        "details",
        { open: table.name === "wells" },
        element("summary", {}, `Table ${table.name}`),
        tableOf(["Column", "Value"], rows),
      );
    }),
  ];
}

function errorOf({ code, message, remedy }: NonNullable<WellReport["error"]>): HTMLElement {
  return element(
    "div",
    {},
    element("p", {}, element("b", {}, code)),
    element("pre", {}, message),
    element("p", { class: "soft" }, remedy ?? ""),
  );
}

function pictures({ channels }: ReportData, { pictures: own, outlines, well }: WellReport): readonly HTMLElement[] {
  const shown = channels.filter(({ id }) => own[id] !== undefined);
  if (shown.length === 0) return [element("p", { class: "soft" }, "No picture could be read.")];
  const box = element("div", { class: "pictures" });
  for (const { id, name } of shown) {
    const image = element("img", { src: own[id] ?? "", alt: `${well}, ${name ?? `channel ${id}`}` });
    const over = outlines === null ? null : element("img", { class: "outlines", src: outlines, alt: "" });
    const caption = element("figcaption", {}, name ?? `channel ${id}`);
    box.append(element("figure", {}, element("div", { class: "picture" }, image, over), caption));
  }
  const brightness = element("input", { type: "range", min: 0.2, max: 8, step: 0.1, value: 1 });
  brightness.addEventListener("input", () => {
    for (const image of box.querySelectorAll<HTMLElement>("img:not(.outlines)"))
      image.style.filter = `brightness(${brightness.value})`;
  });
  const toggle = element("input", { type: "checkbox", checked: true });
  toggle.addEventListener("change", () => {
    for (const image of box.querySelectorAll<HTMLElement>(".outlines")) image.hidden = !toggle.checked;
  });
  const outlined = outlines === null ? null : element("label", {}, "Outlines", toggle);
  return [element("div", { class: "controls" }, element("label", {}, "Brightness", brightness), outlined), box];
}
