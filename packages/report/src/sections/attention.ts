import type { ReportData, WellReport } from "../report-data.ts";
import { channelName, grouped, html, type Markup, section, shownCell, tableOf, wellLink } from "./markup.ts";
import { type Outlier, outliers } from "./outliers.ts";
import { backgroundOf } from "./sheet-places.ts";

const MOST_NAMED = 12;
const MOST_OUTLIERS = 20;
const MOST_FACTS = 4;

/** Wells that did not succeed, grouped by cause; those that have not ended; and what reductions left out. */
export function failures({ wells, exclusions, plate }: ReportData): Markup {
  const failed = wells.filter(({ state }) => state !== "success" && state !== "pending");
  const rows = [...grouped(failed, causeOf)].map(([cause, own]) => {
    const { message = "", remedy = null } = own[0]?.error ?? {};
    return [cause, own.length, named(own.map(({ well }) => well)), message, remedy];
  });
  const pending = wells.filter(({ state }) => state === "pending").map(({ well }) => well);
  const excluded = [...grouped(exclusions, ({ well, reason }) => JSON.stringify([well, reason]))].map(([key, own]) => {
    const [well, reason] = JSON.parse(key) as [string, string];
    return [well, own.map(({ phase }) => phase).join(", "), reason];
  });
  const verdict = pending.length === 0 ? "None: every well succeeded." : "None so far.";
  return section(
    "Failures",
    rows.length === 0
      ? html`<p class="good">${verdict}</p>`
      : tableOf(["Cause", "Wells", "Which", "Message of the first", "What to do"], rows),
    pending.length === 0
      ? null
      : html`<p>${plate.status === "running" ? "Not ended yet" : "Not run"}: ${named(pending)}</p>`,
    excluded.length === 0 ? null : html`<h3>Left out</h3>${tableOf(["Well", "Of", "Why"], excluded)}`,
  );
}

function causeOf({ error, state }: WellReport): string {
  return error?.code ?? state;
}

/** Links to the first wells, and how many more there are. */
function named(wells: readonly string[]): Markup {
  const more = wells.length > MOST_NAMED ? `and ${wells.length - MOST_NAMED} more` : "";
  return html`${wells.slice(0, MOST_NAMED).map((well) => html`${wellLink(well)} `)}${more}`;
}

/** Wells unlike the others: a dim one, one out of focus, one without cells; and images that could not be read. */
export function attention(data: ReportData): Markup {
  const found = [...outliers(data)];
  const rows = found.slice(0, MOST_OUTLIERS).map(([well, signs]) => {
    const looks = [...new Set(signs.map((sign) => sign.looks))].join(", ");
    return [wellLink(well), looks, pictures(data, well, signs), signs.slice(0, MOST_FACTS).map(factOf)];
  });
  const unread = data.unread.map(({ channel, code, message, wells }) => {
    const known = data.channels.find(({ id }) => id === channel);
    return [known === undefined ? (channel ?? "labels") : channelName(known), code, named(wells), message];
  });
  const warned = data.notices.map(({ code, message, remedy, of }) => [code, message, remedy, namesOf(of)]);
  return section(
    "What stands out",
    warned.length === 0 ? null : tableOf(["Warning", "Message", "What to do", "Of"], warned),
    rows.length === 0
      ? html`<p class="good">No well is far from the others in counts, intensities, sharpness or stitching.</p>`
      : tableOf(["Well", "Looks", "It and a usual well", "In"], rows),
    found.length > MOST_OUTLIERS
      ? html`<p class="soft">The first ${MOST_OUTLIERS} of ${found.length} wells.</p>`
      : null,
    unread.length === 0
      ? null
      : html`<h3>Pictures that could not be read</h3>${tableOf(["Channel", "Cause", "Wells", "First message"], unread)}`,
  );
}

/** In which column a well stands out; the plate is shown in its colours when it is clicked. */
function factOf({ table, column, value, median }: Outlier): Markup {
  return html`<button type="button" class="link" data-table="${table}" data-column="${column}">${column}</button> <span class="fact">${shownCell(value)}, median ${shownCell(median)}</span> `;
}

/** The well beside the one nearest to the median, in the channel in which it stands out. */
function pictures({ wells, channels, sheets }: ReportData, well: string, signs: readonly Outlier[]): Markup {
  const [sign] = signs;
  const named = channels.find(({ id, name }) => signs.some(({ column }) => column.endsWith(`_${name ?? id}`)));
  const at = sheets.findIndex(({ view, channel }) => view === 0 && channel === (named ?? channels[0])?.id);
  const sheet = sheets[at];
  if (sheet === undefined || sign === undefined) return html``;
  const shown = [well, sign.usual].map((one) => {
    const style = backgroundOf(
      sheet,
      at,
      wells.findIndex((other) => other.well === one),
    );
    return style === null ? null : html`<i class="thumbnail" data-sheet="${at}" style="background: ${style}"></i>`;
  });
  return html`<span class="pair" role="img" aria-label="${well} and ${sign.usual}">${shown}</span>`;
}

function namesOf(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return `${names.slice(0, MOST_NAMED).join(", ")}${more}`;
}
