import type { BackendCapabilities } from "@ohcs/context";
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
