import { fail } from "../errors.ts";

/** Limits on lists of nodes that are opened one by one; no plate of a microscope comes near. */
const MOST = { wells: 1_536, fields: 10_000, multiscales: 64, levels: 64, labels: 1_000 } as const;

/** Ends a validation that would exceed a limit. @throws `NGFF_TOO_LARGE` naming the document */
export function checkListed(what: keyof typeof MOST, count: number, document: string): void {
  const most = MOST[what];
  if (count <= most) return;
  throw fail("NGFF_TOO_LARGE", `Cannot validate '${document}': expected at most ${most} ${what}, got ${count}`, {
    details: { document, limit: what, most, count },
  });
}
