import type { ProcessingContext } from "@ohcs/context";

/** The backend itself where it alone can show what it holds; null where it keeps plain files of the output plate. */
export function holderOf({ backends }: Pick<ProcessingContext, "backends">, role: string): string | null {
  return backends.get(role)?.plainFiles ? null : role;
}
