/** Where a problem lies; only what applies is present. */
export interface DiagnosticPlace {
  /** Name of the plate, where several are compiled together. */
  readonly plate?: string;
  readonly step?: { readonly index: number; readonly name: string };
  readonly function?: string;
  readonly parameter?: string;
  readonly well?: string;
  readonly file?: string;
  readonly config?: string;
}

/**
 * One problem, one cause: many wells with the same cause are one diagnostic with a `count` and up to five `examples`.
 */
export interface Diagnostic {
  readonly severity: "error" | "warning" | "note";
  readonly code: string;
  readonly message: string;
  readonly where: DiagnosticPlace;
  readonly expected: string | null;
  readonly got: string | null;
  readonly hint: string | null;
  readonly count: number;
  readonly examples: readonly string[];
}
