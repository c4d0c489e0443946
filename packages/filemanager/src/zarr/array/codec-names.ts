import type { ZarrNode } from "./zarr-node.ts";

type Document = Readonly<Record<string, unknown>>;

const SHARDING = "sharding_indexed";
/** A filter of version 2 that zarrita translates into codecs of its own. */
const FIXED_SCALE = "fixedscaleoffset";

/** The codecs that an array names, those within shards among them, by the names that zarrita knows them by. */
export function codecNames({ version, document }: Pick<ZarrNode, "version" | "document">): readonly string[] {
  if (version === "0.5") return namesIn(document.codecs);
  const ids = [...listOf(document.filters), ...listOf([document.compressor])].map(({ id }) => String(id));
  return ids.filter((id) => id !== FIXED_SCALE).map((id) => `numcodecs.${id}`);
}

function namesIn(codecs: unknown): readonly string[] {
  return listOf(codecs).flatMap(({ name, configuration }) => {
    if (name !== SHARDING) return [String(name)];
    const { codecs: inner, index_codecs: index } = (configuration ?? {}) as Document;
    return [...namesIn(inner), ...namesIn(index)];
  });
}

function listOf(value: unknown): readonly Document[] {
  const list = Array.isArray(value) ? (value as readonly unknown[]) : [];
  return list.filter((one): one is Document => typeof one === "object" && one !== null);
}
