import { type BackendCapabilities, countOf } from "@ohcs/context";
import type { Style } from "../terminal/terminal.ts";
import { table } from "../views/table.ts";
import { namesFolder } from "./fill-folder.ts";
import type { Measurement } from "./measure-backend.ts";
import type { FoundExport } from "./protocol.ts";

/** How one test ended. */
export interface TestResult {
  readonly name: string;
  readonly status: "passed" | "failed";
  readonly durationMs: number;
  /** Null where it passed. */
  readonly error: { readonly code: string; readonly message: string; readonly remedy: string | null } | null;
}

/** What became of one export. */
export interface ExportReport extends FoundExport {
  /** What an instance of a backend states; null where none could be opened. */
  readonly capabilities: BackendCapabilities | null;
  readonly passed: number;
  readonly failed: number;
  readonly tests: readonly TestResult[];
  /** Null if not requested, or if the backend cannot write or broke a promise. */
  readonly measurement: Measurement | null;
}

/** What `ohcs conform --json` prints. */
export interface ConformReport {
  /** The absolute path of the file, or the name of the package. */
  readonly module: string;
  readonly passed: number;
  readonly failed: number;
  readonly subjects: readonly ExportReport[];
}

const COLUMNS = [{ title: "" }, { title: "ms", align: "right" }, { title: "promise" }] as const;
const LONGEST_REASON = 300;

/** Every promise of every export, kept or broken and why, and the verdict. */
export function conformView(report: ConformReport, options: unknown, style: Style): string {
  const { colors } = style;
  const { passed, failed, subjects } = report;
  const verdict =
    failed === 0
      ? colors.green(`conforms: ${countOf(passed, "promise")} kept`)
      : colors.red(`does not conform: ${failed} of ${countOf(passed + failed, "promise")} broken`);
  const hint =
    failed === 0 || namesFolder(options) || subjects.every(({ kind }) => kind !== "backend")
      ? ""
      : `${colors.dim("  →")} ${FOLDER_HINT}\n`;
  return `${subjects.map((subject) => exportText(subject, style)).join("\n")}\n${verdict}\n${hint}`;
}

const FOLDER_HINT = `If it stores in a place that its options name, give each store its own: --with '{"root": "{folder}"}'`;

function exportText(subject: ExportReport, style: Style): string {
  const { colors } = style;
  const can = Object.entries(subject.capabilities ?? {}).flatMap(([name, value]) => (value ? [name] : []));
  const title = `${colors.bold(subject.export)}  ${subject.kind} ${subject.name} ${subject.version}`;
  const states = subject.capabilities === null ? "" : `, states: ${can.join(", ")}`;
  const rows = subject.tests.flatMap((test) => rowsOf(test, style));
  return `${title}${states}\n\n${table(COLUMNS, rows, style)}${measurementText(subject.measurement)}`;
}

function measurementText(measurement: Measurement | null): string {
  if (measurement === null) return "";
  const { planes, saveMs, loadMs, saveAtOnceMs } = measurement;
  const costs = `save ${digits(saveMs)} ms, 16 at once ${digits(saveAtOnceMs)} ms each, load ${digits(loadMs)} ms`;
  return `\n  512 × 512 uint16, median of ${planes}: ${costs}\n`;
}

function digits(ms: number): string {
  return String(Number(ms.toPrecision(2)));
}

function rowsOf({ name, durationMs, error }: TestResult, { colors }: Style): (readonly string[])[] {
  const duration = colors.dim(`${durationMs}`);
  if (error === null) return [[colors.green("✓"), duration, name]];
  return [
    [colors.red("✗"), duration, name],
    ["", "", colors.red(`  ${shortened(`${error.code}: ${error.message.replaceAll(/\s*\n\s*/g, " ")}`)}`)],
  ];
}

function shortened(reason: string): string {
  return reason.length <= LONGEST_REASON ? reason : `${reason.slice(0, LONGEST_REASON)}…`;
}
