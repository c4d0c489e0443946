import type { ReportData, WellReport } from "../report-data.ts";
import { inkOn, robustLimits, viridis } from "./colours.ts";
import { element, shownCell } from "./element.ts";
import { numericColumns, type Shown, tablesOfWells, valuesOf } from "./shown-value.ts";

/** The plate as a grid of wells that can be clicked or walked with the arrow keys, and a choice of what they show. */
export class PlateView {
  readonly root: HTMLElement;
  readonly #data: ReportData;
  readonly #select: (well: WellReport) => void;
  readonly #grid: HTMLElement;
  readonly #legend: HTMLElement;
  readonly #buttons = new Map<string, HTMLButtonElement>();
  #shown: Shown;

  constructor(data: ReportData, select: (well: WellReport) => void) {
    this.#data = data;
    this.#select = select;
    this.#grid = element("div", {
      class: "plate",
      role: "group",
      "aria-label": "Wells",
      style: `grid-template-columns: auto repeat(${data.plate.columns}, minmax(1.1rem, 1fr))`,
      onkeydown: (event) => this.#walk(event as KeyboardEvent),
    });
    this.#legend = element("div", { class: "legend" });
    const [channel] = data.channels;
    const hasPictures = data.wells.some(({ pictures }) => Object.keys(pictures).length > 0);
    this.#shown = channel !== undefined && hasPictures ? { kind: "picture", channel: channel.id } : { kind: "state" };
    this.root = element("div", {}, this.#choice(), this.#legend, this.#grid);
    this.#build();
    this.#draw();
  }

  /** Marks a well as the one that is looked at. */
  mark(well: string): void {
    for (const [name, button] of this.#buttons) {
      button.setAttribute("aria-pressed", String(name === well));
      button.tabIndex = name === well ? 0 : -1;
    }
  }

  #choice(): HTMLElement {
    const options: (readonly [group: string, choices: readonly (readonly [text: string, shown: Shown])[]])[] = [
      [
        "Pictures",
        this.#data.channels.map(({ id, name }) => [name ?? `channel ${id}`, { kind: "picture", channel: id }]),
      ],
      ["State", [["state of the wells", { kind: "state" }]]],
      ...tablesOfWells(this.#data).map((table) => {
        const columns = numericColumns(table).map(
          (column) => [column, { kind: "value", table: table.name, column }] as const,
        );
        return [`Table ${table.name}`, columns] as const;
      }),
    ];
    const choices = options.flatMap(([, own]) => own.map(([, shown]) => shown));
    const isShown = (shown: Shown) => JSON.stringify(shown) === JSON.stringify(this.#shown);
    const groups = options.map(([label, own]) =>
      element(
        "optgroup",
        { label },
        ...own.map(([text, shown]) =>
          element("option", { value: choices.indexOf(shown), selected: isShown(shown) }, text),
        ),
      ),
    );
    const onchange = (event: Event) => {
      this.#shown = choices[Number((event.target as HTMLSelectElement).value)] ?? this.#shown;
      this.#draw();
    };
    return element(
      "div",
      { class: "controls" },
      element("label", {}, "Show", element("select", { onchange }, ...groups)),
    );
  }

  #build(): void {
    const { rows, columns } = this.#data.plate;
    const byPlace = new Map(this.#data.wells.map((well) => [`${well.row},${well.column}`, well]));
    const heads = Array.from({ length: columns }, (_, column) => element("span", {}, String(column + 1)));
    this.#grid.append(element("span"), ...heads);
    for (let row = 0; row < rows; row++) {
      this.#grid.append(element("span", {}, rowName(row)));
      for (let column = 0; column < columns; column++) {
        const well = byPlace.get(`${row},${column}`);
        this.#grid.append(well === undefined ? element("div", { class: "empty" }) : this.#button(well));
      }
    }
    const [first] = this.#buttons.values();
    if (first !== undefined) first.tabIndex = 0;
  }

  #button(well: WellReport): HTMLElement {
    const isFailed = well.state !== "success";
    const button = element("button", {
      type: "button",
      class: isFailed ? "well failed" : "well",
      tabindex: -1,
      "aria-pressed": "false",
      onclick: () => this.#select(well),
    });
    this.#buttons.set(well.well, button);
    return button;
  }

  #draw(): void {
    const shown = this.#shown;
    const table = shown.kind === "value" ? this.#data.tables.find(({ name }) => name === shown.table) : undefined;
    const values = shown.kind === "value" ? valuesOf(table, shown.column) : new Map<string, number>();
    const limits = robustLimits([...values.values()]);
    this.#legend.replaceChildren(...this.#legendOf(limits));
    for (const well of this.#data.wells) this.#paint(well, values.get(well.well), limits);
  }

  #paint(well: WellReport, value: number | undefined, [low, high]: readonly [number, number]): void {
    const button = this.#buttons.get(well.well);
    if (button === undefined) return;
    const shown = this.#shown;
    const picture = shown.kind === "picture" ? well.pictures[shown.channel] : undefined;
    const part = value === undefined ? null : (value - low) / (high - low);
    button.style.background = part === null ? "" : viridis(part);
    button.style.color = part === null ? "" : inkOn(part);
    const text = value === undefined ? well.state : shownCell(value);
    button.title = `${well.well}: ${text}${well.error === null ? "" : ` (${well.error.code})`}`;
    button.setAttribute("aria-label", button.title);
    const isWide = this.#data.plate.columns <= 12;
    const label = shown.kind === "value" && isWide && value !== undefined ? shownCell(value) : "";
    button.replaceChildren(picture === undefined ? label : element("img", { src: picture, alt: "", loading: "lazy" }));
  }

  #legendOf([low, high]: readonly [number, number]): readonly (Node | string)[] {
    const shown = this.#shown;
    if (shown.kind === "value") {
      const stops = [0, 0.25, 0.5, 0.75, 1].map(viridis).join(", ");
      const ramp = element("div", { class: "ramp", style: `background: linear-gradient(to right, ${stops})` });
      return [shownCell(low), ramp, shownCell(high), element("span", { class: "soft" }, "2nd to 98th percentile")];
    }
    const channel = shown.kind === "picture" ? this.#data.channels.find(({ id }) => id === shown.channel) : undefined;
    const text =
      channel === undefined
        ? "✕ did not succeed"
        : `black ${shownCell(channel.low)}, white ${shownCell(channel.high)} in all wells`;
    return [element("span", { class: "soft" }, text)];
  }

  #walk(event: KeyboardEvent): void {
    const from = this.#data.wells.find(({ well }) => this.#buttons.get(well) === event.target);
    const to = from === undefined ? undefined : neighbour(this.#data.wells, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    this.#buttons.get(to.well)?.focus();
    this.#select(to);
  }
}

/** The next well that an arrow key points to in the same row or column; where there is none, the next or last in plate order. */
function neighbour(wells: readonly WellReport[], from: WellReport, key: string): WellReport | undefined {
  const line = { ArrowLeft: "row", ArrowRight: "row", ArrowUp: "column", ArrowDown: "column" } as const;
  if (!Object.hasOwn(line, key)) return undefined;
  const same = line[key as keyof typeof line];
  const step = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  const inLine = wells.filter((well) => well[same] === from[same]);
  return inLine[inLine.indexOf(from) + step] ?? wells[wells.indexOf(from) + step];
}

function rowName(row: number): string {
  return row < 26 ? String.fromCharCode(65 + row) : `A${String.fromCharCode(65 + row - 26)}`;
}
