import type { MetadataKind, MetadataOf } from "../model/metadata-kind.ts";
import type { NgffVersion } from "../model/version.ts";
import { itemsOf, type JsonObject, memberOf } from "../rules/collect-violations.ts";
import { KEY_OF } from "./check-metadata.ts";
import { flatMultiscale } from "./flat-multiscale.ts";
import { refuseBroken } from "./refuse-broken.ts";
import { validateMetadata } from "./validate-metadata.ts";

/** Reads the attributes of one group into the model, of any version. @throws `NGFF_METADATA_INVALID` where they break a `must` */
export function parseMetadata<K extends MetadataKind>(
  attributes: unknown,
  { version, kind }: { readonly version: NgffVersion; readonly kind: K },
): MetadataOf[K] {
  refuseBroken(`metadata of kind '${kind}'`, validateMetadata(attributes, { version, kind }).violations);
  const content = version === "0.4" ? attributes : (attributes as JsonObject).ome;
  return (kind === "image" ? flatImage(content, version) : (content as JsonObject)[KEY_OF[kind]]) as MetadataOf[K];
}

/** The model is that of 0.5, whatever the version. */
function flatImage(content: unknown, version: NgffVersion): unknown {
  const multiscales = itemsOf(memberOf(content, "multiscales"));
  return { ...(content as JsonObject), multiscales: multiscales.map((one) => flatMultiscale(one, version).flat) };
}
