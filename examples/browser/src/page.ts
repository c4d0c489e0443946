import { type CompileOutcome, compilerErrors, explainPlate } from "@ohcs/compiler";
import type { CompiledPlate, Diagnostic, Table } from "@ohcs/context";
import { DEFAULT_PIPELINE, FILTER_PIPELINE } from "./default-pipeline.ts";
import { drawImage } from "./draw-image.ts";
import { openDroppedPlate } from "./dropped-plate.ts";
import { compileText, type PagePlate, type Preview, preview } from "./preview.ts";
import { openSamplePlate } from "./sample-plate.ts";

const ROWS_SHOWN = 12;

const pipeline = find("pipeline", HTMLTextAreaElement);
const well = find("well", HTMLSelectElement);
const run = find("run", HTMLButtonElement);
const status = find("status", HTMLOutputElement);

/** The pipeline as it was last compiled for the chosen well; null where it has errors. */
let compiled: CompiledPlate | null = null;

attempt(start);

function attempt(work: () => Promise<void>): void {
  work().catch((error: unknown) => {
    status.value = String(error);
  });
}

async function start(): Promise<void> {
  let plate = await openSamplePlate();
  const use = (opened: PagePlate, text: string) => {
    plate = opened;
    well.replaceChildren(...plate.manifest.wells.map((name) => new Option(name)));
    pipeline.value = text;
    compile(plate);
  };
  pipeline.addEventListener("input", () => compile(plate));
  well.addEventListener("change", () => compile(plate));
  run.addEventListener("click", () => attempt(() => show(plate)));
  acceptFiles((file) =>
    attempt(async () => {
      use(await openDroppedPlate(new Uint8Array(await file.arrayBuffer()), file.name), FILTER_PIPELINE);
      await show(plate);
    }),
  );
  use(plate, DEFAULT_PIPELINE);
}

/** A file that is dropped anywhere on the page, or chosen. */
function acceptFiles(open: (file: File) => void): void {
  const image = find("image", HTMLInputElement);
  const openFirst = (files: FileList | null | undefined) => {
    const file = files?.item(0);
    if (file) open(file);
  };
  image.addEventListener("change", () => openFirst(image.files));
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    openFirst(event.dataTransfer?.files);
  });
}

function compile(plate: PagePlate): void {
  const outcome = compileText(pipeline.value, plate, [well.value]);
  compiled = outcome.plate;
  run.disabled = compiled === null;
  find("problems", HTMLUListElement).replaceChildren(...outcome.diagnostics.map(problemItem));
  fill(find("plan", HTMLTableElement), planOf(outcome));
}

/** Computing keeps the thread busy, so that the page first shows that it has begun. */
async function show(plate: PagePlate): Promise<void> {
  if (compiled === null) return;
  run.disabled = true;
  status.value = "running …";
  await new Promise((resolve) => setTimeout(resolve));
  const { result, images, tables } = await preview(compiled, plate);
  const failed = Object.values(result.wells).flatMap(({ error }) => (error === null ? [] : [error.message]));
  find("pictures", HTMLDivElement).replaceChildren(...picturesOf(images));
  find("tables", HTMLDivElement).replaceChildren(...tables.flatMap(({ path, table }) => tableElements(path, table)));
  status.value = [result.status, ...failed].join(": ");
  run.disabled = false;
}

function problemItem({ severity, code, message, where, hint }: Diagnostic): HTMLLIElement {
  const advice: Readonly<Record<string, { readonly remedy: string }>> = compilerErrors;
  const place = [where.step && `step '${where.step.name}'`, where.parameter && `parameter '${where.parameter}'`];
  const parts = [`${severity} ${code}: ${message}`, ...place, hint ?? advice[code]?.remedy];
  const text = parts.filter((part) => part !== undefined).join(" · ");
  return Object.assign(element("li", text), { className: severity });
}

function planOf({ plate }: CompileOutcome): Table {
  const columns = ["step", "functions", "reads", "stores"];
  const phases = plate === null ? [] : explainPlate(plate).phases;
  const steps = phases.flatMap(({ structures }) => structures.flatMap(({ context }) => context.steps));
  const rows = steps.map(({ name, functions, inputs, outputs }) => [
    name,
    Object.values(functions)
      .flatMap((chain) => chain.map((call) => call.function))
      .join(" → "),
    [...new Set(Object.values(inputs))].join(", "),
    Object.values(outputs)
      .flatMap(({ stored }) => stored ?? [])
      .join(", "),
  ]);
  return { columns, rows };
}

/** Every image that was stored, with the outlines of the first labels over it, and the SHA-256 of its samples. */
function picturesOf(images: Preview["images"]): HTMLElement[] {
  const labels = images.find(({ path }) => path.includes("_labels/"))?.image ?? null;
  return images.map(({ path, sha256, image }) => {
    const caption = element("figcaption", path);
    caption.append(Object.assign(element("div", `SHA-256 ${sha256}`), { className: "digest" }));
    const figure = element("figure");
    figure.append(drawImage(image, labels), caption);
    return figure;
  });
}

function tableElements(path: string, table: Table): HTMLElement[] {
  const shown = fill(element("table"), { ...table, rows: table.rows.slice(0, ROWS_SHOWN) });
  const count = `${table.rows.length} rows`;
  const more = table.rows.length > ROWS_SHOWN ? `${count}, the first ${ROWS_SHOWN} of them shown` : count;
  return [element("h2", path), shown, element("p", more)];
}

function fill(target: HTMLTableElement, { columns, rows }: Table): HTMLTableElement {
  const row = (tag: "th" | "td", cells: Table["rows"][number]) => {
    const line = element("tr");
    line.append(...cells.map((cell) => element(tag, typeof cell === "number" ? format(cell) : String(cell ?? ""))));
    return line;
  };
  target.replaceChildren(row("th", columns), ...rows.map((cells) => row("td", cells)));
  return target;
}

function format(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}

/** Texts are set as text, never as HTML: a pipeline that somebody else wrote cannot add elements. */
function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, text = ""): HTMLElementTagNameMap[Tag] {
  return Object.assign(document.createElement(tag), { textContent: text });
}

function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} '${id}'`);
}
