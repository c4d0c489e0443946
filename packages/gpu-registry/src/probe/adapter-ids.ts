import type { ListedAdapter } from "../provider/gpu-provider.ts";

/** One id for each adapter: its name in lower case and dashes, with a number where that leaves two alike. */
export function adapterIds(adapters: readonly ListedAdapter[]): readonly string[] {
  const seen = new Map<string, number>();
  return adapters.map(({ name }) => {
    const id =
      name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^-|-$/g, "") || "gpu";
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  });
}
