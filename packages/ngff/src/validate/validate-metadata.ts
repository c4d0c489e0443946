import { isTooDeep } from "@ohcs/context";
import type { MetadataKind } from "../model/metadata-kind.ts";
import { checkVersion, type NgffVersion } from "../model/version.ts";
import { collectViolations, type Violation } from "../rules/collect-violations.ts";
import { checkMetadata } from "./check-metadata.ts";
import { openMetadata } from "./open-metadata.ts";

/** The kind and version that a document is validated as. */
export interface MetadataOptions {
  readonly version: NgffVersion;
  readonly kind: MetadataKind;
  /** Do violations of the specification's strict schemas (names, colours, …) count as `must`? @default false */
  readonly strict?: boolean;
}

/** The report of a validator. */
export interface ValidationReport {
  /** Is no violation a `must`? */
  readonly valid: boolean;
  /** All of them, in the order of the documents. */
  readonly violations: readonly Violation[];
}

/**
 * Validates the attributes of one group (0.4: `.zattrs`; 0.5: `attributes` of `zarr.json`) alone, and never throws for
 * their content. The verdicts are those of the specification's conformance suites; two rules of the text of 0.4 that
 * its suite does not enforce (`plate/well-index`, `image/transformation-rank`) are a `should` here.
 * @throws `NGFF_VERSION_UNKNOWN`
 */
export function validateMetadata(attributes: unknown, options: MetadataOptions): ValidationReport {
  const { version, kind, strict = false } = options;
  checkVersion(version);
  const { at, violations } = collectViolations({ version, strict, scope: "document" });
  const report = at("");
  if (isTooDeep(attributes)) {
    report("metadata/form", "", "expected fewer levels of nesting");
    return reportOf(violations);
  }
  const metadata = openMetadata(attributes, version, "", report);
  if (metadata !== null) checkMetadata(metadata, kind, version, report);
  return reportOf(violations);
}

/** Violations with the resulting verdict. */
export function reportOf(violations: readonly Violation[]): ValidationReport {
  return { valid: violations.every(({ severity }) => severity !== "must"), violations };
}
