import type { InputLinkFields } from "@ohcs/context";
import type { SuppliedFacts } from "../draft/reduction-plan.ts";
import type { Finding } from "../findings/findings.ts";

/** The link to a supplied table by its content, or why there is none. */
export function suppliedLink(
  file: string,
  facts: SuppliedFacts | undefined,
): { readonly link: InputLinkFields; readonly problem: null } | { readonly link: null; readonly problem: Finding } {
  if (facts !== undefined && "sha256" in facts)
    return { link: { source: "supplied", kind: "table", step: null, output: facts.sha256 }, problem: null };
  const reason = facts?.missing ?? "nothing";
  return {
    link: null,
    problem: {
      code: "SUPPLIED_TABLE_MISSING",
      message: `Cannot read table '${file}': expected a CSV file, got ${reason}`,
      expected: "a CSV file",
      got: reason,
      hint: "Paths are relative to the pipeline file",
    },
  };
}
