import type { NgffVersion } from "../model/version.ts";

/** `must`: software that relies on the specification may fail; `should`: it works, and something is lost. */
export type Severity = "must" | "should";

/** One rule of the specification, or between its documents. */
export interface Rule {
  readonly severity: Severity;
  /** The rule as a sentence. */
  readonly summary: string;
  /** Required by the strict schemas of the specification: `must` under `strict`. */
  readonly strict?: true;
  /** The version whose conformance suite accepts single documents that break this rule of its text: `should` there. */
  readonly accepted?: NgffVersion;
}

const must = (summary: string, more: Pick<Rule, "accepted"> = {}): Rule => ({ severity: "must", summary, ...more });
const should = (summary: string): Rule => ({ severity: "should", summary });
const strict = (summary: string): Rule => ({ severity: "should", strict: true, summary });

/** Every rule by its id; ids are stable, the wording may change. */
export const ngffRules = {
  "zarr/unreadable": must("A metadata document is a JSON object"),
  "zarr/format": must("A node's metadata state its zarr format: 2 for version 0.4, 3 for later ones"),
  "zarr/node-type": must("A node of zarr v3 is of the type that its place requires: group or array"),
  "zarr/both-formats": must("A node has metadata of zarr v2 or of v3, never both"),
  "zarr/array": must("An array states its shape, chunks, sample type and codecs"),
  "zarr/separator": must("Chunks of a zarr v2 array are nested: its dimension separator is '/'"),

  "version/ome": must("From 0.5 on all metadata are under 'ome', which states its version"),
  "version/stated": strict("In 0.4 each multiscale, plate, well and image-label states its version"),
  "version/consistent": must("All metadata of a hierarchy are of one version"),
  "metadata/kind": must("A group has the metadata that its place requires"),
  "metadata/form": must("Metadata are JSON objects, and their texts are texts"),

  "plate/rows": must("A plate lists its rows, at least one, each named by letters and digits"),
  "plate/columns": must("A plate lists its columns, at least one, each named by letters and digits"),
  "plate/wells": must("A plate lists its wells, at least one, each with path, rowIndex and columnIndex"),
  "plate/well-path": must("A well's path is 'row/column', of letters and digits"),
  "plate/well-index": must("A well's indices name the row and the column of its path", { accepted: "0.4" }),
  "plate/acquisitions": must("Acquisitions have an integer id; counts are positive, times are seconds since 1970"),
  "plate/duplicate": must("Rows, columns, wells and acquisitions are listed once"),
  "plate/case-clash": should("Names of rows and columns differ by more than upper and lower case"),
  "plate/name": strict("A plate has a name"),
  "plate/acquisition-name": strict("An acquisition has a name"),
  "plate/acquisition-field-count": strict("An acquisition states its maximumfieldcount"),
  "plate/field-count": must("field_count is positive, and no well has more fields"),
  "plate/field-count-unreached": should("Some well has as many fields as field_count says"),
  "plate/maximum-field-count": must("No well has more fields of an acquisition than its maximumfieldcount"),
  "plate/row-missing": must("The row of each well is a group"),
  "plate/well-missing": must("Each well that a plate lists is a group"),

  "well/images": must("A well lists its fields, at least one, each with a path"),
  "well/image-path": must("A field's path is one name of letters and digits"),
  "well/duplicate": must("Fields are listed once"),
  "well/acquisition": must("A field's acquisition is an integer"),
  "well/acquisition-known": must("A field's acquisition is one of the plate's"),
  "well/acquisition-stated": must("Fields name their acquisition where the plate has several"),
  "well/image-missing": must("Each field that a well lists is a group"),
  "well/fields-alike": should("Fields of a plate have the same axes, shape and sample type"),

  "image/multiscales": must("An image lists its multiscales, at least one"),
  "image/coordinate-systems": must(
    "In 0.6 a multiscale names its coordinate systems, each once, each with axes, and its levels lead to one of them",
  ),
  "image/axes": must("An image has 2 to 5 axes with different names, 2 or 3 of type space"),
  "image/axes-order": must("Time comes before channel or custom axes, and those before space"),
  "image/axis-unit": should("Axes of space and time have a unit of the specification's list"),
  "image/datasets": must("A multiscale lists its levels, at least one, each with a path and transformations"),
  "image/dataset-path": must("A level's path leads to an array below the image"),
  "image/transformations": must(
    "Transformations are one scale, then at most one translation, of numbers; in 0.6 one for a level",
  ),
  "image/transformation-rank": must("A transformation has one number per axis", { accepted: "0.4" }),
  "image/levels-order": must("Levels are listed from the largest to the smallest"),
  "image/duplicate": must("Multiscales and levels are listed once"),
  "image/name": strict("A multiscale has a name"),
  "image/type": strict("A multiscale states the type of its downscaling"),
  "image/metadata": strict("A multiscale describes its downscaling under 'metadata'"),
  "image/dataset-missing": must("Each level that a multiscale lists is an array"),
  "image/rank": must("An array has as many dimensions as the image has axes"),
  "image/dimension-names": must("In 0.5 the dimension_names of an array are the names of the axes"),
  "image/level-shape": must("A level is smaller than the one before in space, and equal to it in time and channels"),
  "image/level-scale": should("Scale times shape is the same extent at all levels, up to one pixel"),
  "image/level-dtype": should("All levels have one sample type"),

  "omero/channels": must("omero lists its channels"),
  "omero/color": must("A channel's color is six hexadecimal digits"),
  "omero/window": must("A channel's window has min, max, start and end as numbers"),
  "omero/channel-count": must("omero has as many channels as the image"),

  "labels/list": must("A labels group lists the paths of its label images as texts"),
  "labels/duplicate": must("Label images are listed once"),
  "labels/missing": must("Each label image that is listed is a group"),
  "label/image-label": should("A label image has the metadata 'image-label'"),
  "label/colors": must("Colours have a label-value and four integers of 0 to 255; the list is not empty"),
  "label/properties": must("Properties have an integer label-value; the list is not empty"),
  "label/duplicate": must("A label-value has one colour, and properties are listed once"),
  "label/no-colors": strict("A label image has colours"),
  "label/source": must("The source of a label image is an image"),
  "label/dtype": must("Labels are stored as integers"),
  "label/levels": must("A label image has as many levels as the image it belongs to"),
  "label/shape": should("Dimensions of a label image are those of its image, or 1"),
} as const satisfies Readonly<Record<string, Rule>>;

/** The stable id of a rule. */
export type RuleId = keyof typeof ngffRules;
