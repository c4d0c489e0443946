import type { FieldsOf, InputLink } from "@ohcs/context";
import type { SuppliedFacts } from "../draft/reduction-plan.ts";
import type { Finding } from "../findings/findings.ts";

const EXPECTED = { SUPPLIED_TABLE_MISSING: "a CSV file", ARTIFACT_UNREADABLE: "JSON or a CSV table" } as const;

/** The link to a supplied file by its content, or why there is none, reported as `code`. */
export function suppliedLink(
  file: string,
  facts: SuppliedFacts | undefined,
  code: keyof typeof EXPECTED = "SUPPLIED_TABLE_MISSING",
): { readonly link: SuppliedLink; readonly problem: null } | { readonly link: null; readonly problem: Finding } {
  if (facts !== undefined && "sha256" in facts) {
    const kind = "kind" in facts ? facts.kind : "table";
    return { link: { source: "supplied", kind, step: null, output: facts.sha256 }, problem: null };
  }
  const expected = EXPECTED[code];
  return {
    link: null,
    problem: {
      code,
      message: facts?.missing ?? `Cannot read '${file}': expected ${expected}, got nothing`,
      where: { file },
      expected,
      got: null,
      hint: "Check the path: that of --plate-map counts from the current folder, one in a pipeline from the pipeline's file",
    },
  };
}

type SuppliedLink = FieldsOf<InputLink> & { readonly source: "supplied" };
