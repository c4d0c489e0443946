import type { Diagnostic, PipelineSpec } from "@ohcs/context";
import { Findings, sortDiagnostics } from "../findings/findings.ts";
import { readDocument } from "../text/read-document.ts";
import { checkPipeline } from "./check-pipeline.ts";

/** A pipeline that was read from a text, or all problems with its shape. */
export interface ParsedPipeline {
  /** Null if there are errors. */
  readonly pipeline: PipelineSpec | null;
  /**
   * The content of the text, of any shape: `compilePlate` reports its problems together with the others. Null if it
   * cannot be read.
   */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a pipeline written in JSON or YAML 1.2. Custom tags, duplicate keys and excessive aliases are errors; nothing
 * is evaluated. The pipeline compiles to the same contexts as the same one written in TypeScript. `file` is named in messages.
 */
export function parsePipeline(text: string, format: "json" | "yaml", file?: string): ParsedPipeline {
  const findings = new Findings();
  const { value, problems } = readDocument(text, format);
  for (const problem of problems) unreadable(findings, format.toUpperCase(), problem, file);
  if (findings.all.length === 0) checkPipeline(value, findings);
  const pipeline = findings.all.length === 0 ? (value as PipelineSpec) : null;
  return { pipeline, value, diagnostics: sortDiagnostics(findings.all) };
}

function unreadable(findings: Findings, format: string, problem: string, file: string | undefined): void {
  const named = file === undefined ? "pipeline" : `pipeline '${file}'`;
  findings.error({
    code: "PIPELINE_UNREADABLE",
    message: `Cannot read ${named}: it is not valid ${format}: ${problem}`,
    expected: format,
    got: problem,
  });
}
