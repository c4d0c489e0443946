import type { Diagnostic, PipelineSpec } from "@ohcs/context";
import { LineCounter, parseDocument } from "yaml";
import { Findings } from "../findings/findings.ts";
import { sortDiagnostics } from "../findings/sort-diagnostics.ts";
import { checkPipeline } from "./check-pipeline.ts";

/** A pipeline that was read from a text, or all that is wrong with its shape. */
export interface ParsedPipeline {
  /** Null where there are errors. */
  readonly pipeline: PipelineSpec | null;
  /** What the text holds, whatever its shape: `compilePlate` tells what is wrong with it beside all else. Null where it cannot be read. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

/** More aliases in a YAML file are taken for an attempt to exhaust the memory. */
const MOST_ALIASES = 100;

/**
 * Reads a pipeline written in JSON or YAML 1.2. Custom tags, duplicate keys and masses of aliases are errors; nothing
 * is evaluated. The pipeline compiles to the same contexts as the same one written in TypeScript.
 */
export function parsePipeline(text: string, format: "json" | "yaml"): ParsedPipeline {
  const findings = new Findings();
  const value = format === "json" ? readJson(text, findings) : readYaml(text, findings);
  if (findings.all.length === 0) checkPipeline(value, findings);
  const pipeline = findings.all.length === 0 ? (value as PipelineSpec) : null;
  return { pipeline, value, diagnostics: sortDiagnostics(findings.all) };
}

function readJson(text: string, findings: Findings): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    unreadable(findings, "JSON", messageOf(error));
    return null;
  }
}

function readYaml(text: string, findings: Findings): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: "core", prettyErrors: false, uniqueKeys: true, lineCounter: lines });
  for (const { message, pos } of [...document.errors, ...document.warnings]) {
    const { line, col } = lines.linePos(pos[0]);
    unreadable(findings, "YAML", `${message} (line ${line}, column ${col})`);
  }
  if (findings.all.length > 0) return null;
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    unreadable(findings, "YAML", messageOf(error));
    return null;
  }
}

function unreadable(findings: Findings, format: string, problem: string): void {
  findings.error({
    code: "PIPELINE_UNREADABLE",
    message: `Cannot read pipeline: expected ${format}, got a text with a mistake: ${problem}`,
    expected: format,
    got: problem,
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
