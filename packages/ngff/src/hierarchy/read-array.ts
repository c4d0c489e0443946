import type { TSchema } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { arraySchemaOfV2, arraySchemaOfV3 } from "../model/zarr-array.ts";
import {
  type Collector,
  itemsOf,
  type JsonObject,
  joinPath,
  memberOf,
  printed,
  type Report,
} from "../rules/collect-violations.ts";
import { checkForm } from "../validate/check-form.ts";
import { type ArrayFacts, checkFormat, checkSameVersion, reportBoth, versionOfV3 } from "./read-group.ts";
import { readDocument, type Walk } from "./walk.ts";

/** Reads the array at a path in either format of zarr, and reports why it is not a valid array. */
export async function readArray(
  walk: Walk,
  path: string,
  { at }: Collector,
): Promise<ArrayFacts | "missing" | "unreadable"> {
  const [inV3, inV2] = [joinPath(path, "zarr.json"), joinPath(path, ".zarray")];
  const [v3, v2] = await Promise.all([readDocument(walk, inV3, at(inV3)), readDocument(walk, inV2, at(inV2))]);
  if (v3 !== "missing" && v2 !== "missing") reportBoth(inV2, at);
  if (v3 === "missing" && v2 === "missing") return "missing";
  walk.visited.arrays += 1;
  if (v3 !== "missing") return v3 === "unreadable" ? v3 : arrayOfV3(walk, inV3, v3, at(inV3));
  return v2 === "missing" || v2 === "unreadable" ? v2 : arrayOfV2(walk, inV2, v2, at(inV2));
}

function arrayOfV3(walk: Walk, document: string, content: JsonObject, report: Report): ArrayFacts | "unreadable" {
  checkSameVersion(walk, "0.5", report);
  checkFormat(content, 3, report);
  if (content.node_type !== "array") {
    report("zarr/node-type", "/node_type", `expected 'array', got ${printed(content.node_type)}`);
    return "unreadable";
  }
  const chunks = memberOf(memberOf(content.chunk_grid, "configuration"), "chunk_shape");
  if (!hasForm(arraySchemaOfV3, content, chunks, report)) return "unreadable";
  const type = content.data_type;
  const names = content.dimension_names;
  return {
    document,
    version: versionOfV3(walk),
    shape: content.shape as number[],
    dataType: dataTypeOfV3(type),
    dimensionNames: Array.isArray(names) ? names : null,
  };
}

function arrayOfV2(walk: Walk, document: string, content: JsonObject, report: Report): ArrayFacts | "unreadable" {
  checkSameVersion(walk, "0.4", report);
  checkFormat(content, 2, report);
  const separator = content.dimension_separator;
  if (separator !== "/") report("zarr/separator", "/dimension_separator", `expected '/', got ${printed(separator)}`);
  if (!hasForm(arraySchemaOfV2, content, content.chunks, report)) return "unreadable";
  const dataType = dataTypeOfV2(String(content.dtype));
  return { document, version: "0.4", shape: content.shape as number[], dataType, dimensionNames: null };
}

function hasForm(schema: TSchema, content: JsonObject, chunks: unknown, report: Report): boolean {
  checkForm(schema, content, "", report);
  const [rank, chunkRank] = [itemsOf(content.shape).length, itemsOf(chunks).length];
  if (Array.isArray(chunks) && rank !== chunkRank)
    report("zarr/array", "/shape", `expected one length per dimension of the chunks (${chunkRank}), got ${rank}`);
  return Value.Check(schema, content);
}

/** An extension type is an object with a name. */
function dataTypeOfV3(type: unknown): string {
  const name = typeof type === "string" ? type : memberOf(type, "name");
  return typeof name === "string" ? name : printed(type);
}

const KINDS: Readonly<Record<string, string>> = { i: "int", u: "uint", f: "float", c: "complex" };

/** `<u2` → `uint16`; types that are not plain numbers are kept. */
function dataTypeOfV2(dtype: string): string {
  const [, kind = "", bytes] = /^[<>|]([iufc])(\d+)$/.exec(dtype) ?? [];
  return kind === "" ? dtype : `${KINDS[kind]}${Number(bytes) * 8}`;
}
