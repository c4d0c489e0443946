import type { ReportData, WellReport } from "../report-data.ts";
import { element, section, shownCell, tableOf } from "./element.ts";
import { wellLink } from "./hits.ts";
import { outliers } from "./outliers.ts";
import { channelName, grouped } from "./shown-value.ts";

const MOST_NAMED = 12;
const MOST_OUTLIERS = 20;
const MOST_FACTS = 4;

/** Wells that did not succeed, grouped by cause, and what reductions left out. */
export function failures({ wells, exclusions }: ReportData, look: (well: WellReport) => void): HTMLElement {
  const failed = wells.filter(({ state }) => state !== "success");
  const groups = grouped(failed, (well) => well.error?.code ?? well.state);
  const rows = [...groups].map(([cause, own]) => {
    const named = own.slice(0, MOST_NAMED).flatMap((well) => [wellLink(well, look), " "]);
    const more = own.length > MOST_NAMED ? `and ${own.length - MOST_NAMED} more` : "";
    const { message = "", remedy = null } = own[0]?.error ?? {};
    return [cause, String(own.length), element("span", {}, ...named, more), message, remedy ?? ""];
  });
  const excluded = [...grouped(exclusions, ({ well, reason }) => JSON.stringify([well, reason]))].map(([key, own]) => {
    const [well, reason] = JSON.parse(key) as [string, string];
    return [well, own.map(({ phase }) => phase).join(", "), reason];
  });
  return section(
    "Failures",
    groups.size === 0
      ? element("p", { class: "good" }, "None: every well succeeded.")
      : tableOf(["Cause", "Wells", "Which", "Message of the first", "What to do"], rows),
    ...(excluded.length === 0 ? [] : [element("h3", {}, "Left out"), tableOf(["Well", "Of", "Why"], excluded)]),
  );
}

/** Wells unlike the others: a dim one, one out of focus, one without cells; and images that could not be read. */
export function attention(
  data: ReportData,
  look: (well: WellReport) => void,
  show: (table: string, column: string) => void,
): HTMLElement {
  const found = [...outliers(data)];
  const rows = found.slice(0, MOST_OUTLIERS).flatMap(([name, signs]) => {
    const well = data.wells.find((one) => one.well === name);
    const looks = [...new Set(signs.map((sign) => sign.looks))].join(", ");
    const facts = signs.slice(0, MOST_FACTS).flatMap(({ table, column, value, median }) => {
      const onclick = () => show(table, column);
      const where = element("button", { type: "button", class: "link", onclick }, column);
      return [where, ` ${shownCell(value)}, median ${shownCell(median)}`, element("br")];
    });
    return well === undefined ? [] : [[wellLink(well, look), looks, element("span", {}, ...facts)]];
  });
  const more = found.length > MOST_OUTLIERS ? `The first ${MOST_OUTLIERS} of ${found.length} wells.` : "";
  const unread = data.unread.map(({ channel, code, message, wells }) => {
    const known = data.channels.find(({ id }) => id === channel);
    return [known === undefined ? "labels" : channelName(known), code, namesOf(wells), message];
  });
  const warned = data.notices.map(({ code, message, remedy, of }) => [code, message, remedy ?? "", namesOf(of)]);
  return section(
    "What stands out",
    ...(warned.length === 0 ? [] : [tableOf(["Warning", "Message", "What to do", "Of"], warned)]),
    rows.length === 0
      ? element(
          "p",
          { class: "good" },
          "No well is far from the others in counts, intensities, sharpness or stitching.",
        )
      : tableOf(["Well", "Looks", "In"], rows),
    element("p", { class: "soft" }, more),
    ...(unread.length === 0
      ? []
      : [
          element("h3", {}, "Pictures that could not be read"),
          tableOf(["Channel", "Cause", "Wells", "First message"], unread),
        ]),
  );
}

function namesOf(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return `${names.slice(0, MOST_NAMED).join(", ")}${more}`;
}
