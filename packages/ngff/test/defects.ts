import type { NgffVersion, RuleId } from "@ohcs/ngff";
import { all, array, type Damage, document, file, gone, metadata, metadataOfSix } from "./damage.ts";

/** A defect of the sample plate, and all the rules that it breaks. */
export interface Defect {
  readonly name: string;
  readonly damage: Damage;
  readonly rules: readonly RuleId[];
  /** @default both */
  readonly only?: NgffVersion;
}

const defect = (name: string, rules: RuleId | readonly RuleId[], damage: Damage, only?: NgffVersion): Defect => ({
  name,
  damage,
  rules: typeof rules === "string" ? [rules] : rules,
  ...(only && { only }),
});

const FIELD = "A/1/0";
const NUCLEI = `${FIELD}/labels/nuclei`;
const LEVELS = "/multiscales/0/datasets";
const shapeOf = { v2: "/shape", v3: "/shape" };
const typeOf = { v2: "/dtype", v3: "/data_type" };
const scale = [{ type: "scale", scale: [1, 2, 0.65, 0.65] }];

const yx = ["y", "x"].map((name) => ({ name, type: "space", unit: "micrometer" }));

const ofPlates: readonly Defect[] = [
  defect("a listed well is missing", "plate/well-missing", gone("B/12")),
  defect("a row is missing with its well", ["plate/row-missing", "plate/well-missing"], gone("B")),
  defect("a row is not a group", "plate/row-missing", gone("B/.zgroup"), "0.4"),
  defect("a row is not a group", "plate/row-missing", gone("B/zarr.json"), "0.5"),
  defect("a row index differs from the path", "plate/well-index", metadata("", "/plate/wells/0/rowIndex", 1)),
  defect("a column index differs from the path", "plate/well-index", metadata("", "/plate/wells/0/columnIndex", 1)),
  defect("a column index lies beyond the columns", "plate/well-index", metadata("", "/plate/wells/1/columnIndex", 12)),
  defect(
    "a path differs from the indices",
    ["plate/well-index", "plate/duplicate"],
    metadata("", "/plate/wells/1/path", "A/1"),
  ),
  defect(
    "column comes before row",
    ["plate/well-index", "plate/well-missing", "plate/row-missing"],
    metadata("", "/plate/wells/1/path", "12/B"),
  ),
  defect(
    "a well's path has three segments",
    ["plate/well-path", "plate/well-missing", "plate/row-missing"],
    metadata("", "/plate/wells/1/path", "p/B/12"),
  ),
  defect(
    "a well's path has one segment",
    ["plate/well-path", "plate/well-missing"],
    metadata("", "/plate/wells/1/path", "B12"),
  ),
  defect(
    "a well is listed twice",
    "plate/duplicate",
    metadata("", "/plate/wells/2", { path: "A/1", rowIndex: 0, columnIndex: 0 }),
  ),
  defect("a row is listed twice", "plate/duplicate", metadata("", "/plate/rows/7/name", "G")),
  defect(
    "two columns differ in case alone",
    "plate/case-clash",
    all(metadata("", "/plate/columns/9/name", "x"), metadata("", "/plate/columns/10/name", "X")),
  ),
  defect(
    "an acquisition's id comes twice",
    ["plate/duplicate", "well/acquisition-known"],
    metadata("", "/plate/acquisitions/1/id", 0),
  ),
  defect("field_count is exceeded", "plate/field-count", metadata("", "/plate/field_count", 1)),
  defect("field_count is reached by no well", "plate/field-count-unreached", metadata("", "/plate/field_count", 3)),
  defect(
    "maximumfieldcount is exceeded",
    "plate/maximum-field-count",
    metadata("A/1", "/well/images/1/acquisition", 0),
  ),
];

const ofWells: readonly Defect[] = [
  defect(
    "an acquisition is unknown to the plate",
    "well/acquisition-known",
    metadata("A/1", "/well/images/1/acquisition", 7),
  ),
  defect("the plate lists no acquisitions", "well/acquisition-known", metadata("", "/plate/acquisitions", undefined)),
  defect(
    "a field of a plate of several acquisitions names none",
    "well/acquisition-stated",
    metadata("A/1", "/well/images/1/acquisition", undefined),
  ),
  defect("a listed field is missing", "well/image-missing", gone("B/12/1")),
  defect("a field is listed twice", "well/duplicate", metadata("A/1", "/well/images/1/path", "0")),
  defect(
    "a field's path has two segments",
    ["well/image-path", "well/image-missing"],
    metadata("A/1", "/well/images/1/path", "9/0"),
  ),
  defect(
    "a well has the metadata of a plate",
    "metadata/kind",
    all(metadata("B/12", "/well", undefined), metadata("B/12", "/plate", {})),
  ),
  defect(
    "fields differ in sample type",
    ["well/fields-alike", "image/level-dtype"],
    array("B/12/1/0", { ...typeOf }, "uint8"),
  ),
];

const ofImages: readonly Defect[] = [
  defect("a level's array is missing", "image/dataset-missing", gone(`${FIELD}/2`)),
  defect("a level's path leaves the image", "image/dataset-path", metadata(FIELD, `${LEVELS}/2/path`, "../1/2")),
  defect(
    "a level is as large as the one before",
    ["image/level-shape", "image/level-scale"],
    array(`${FIELD}/1`, shapeOf, [2, 3, 65, 48]),
  ),
  defect(
    "a level is larger than the one before",
    ["image/level-shape", "image/level-scale"],
    array(`${FIELD}/2`, shapeOf, [2, 3, 130, 96]),
  ),
  defect("a level has fewer channels", ["image/level-shape"], array(`${FIELD}/2`, shapeOf, [1, 3, 17, 12])),
  defect(
    "levels are listed from small to large",
    ["image/levels-order", "image/level-shape", "image/level-scale", "well/fields-alike", "label/shape"],
    all(
      metadata(FIELD, `${LEVELS}/0/path`, "2"),
      metadata(FIELD, `${LEVELS}/2/path`, "0"),
      metadata(FIELD, `${LEVELS}/2/coordinateTransformations/0/scale`, [1, 2, 0.1, 0.1]),
    ),
  ),
  defect(
    "a scale does not fit the shapes",
    "image/level-scale",
    metadata(FIELD, `${LEVELS}/2/coordinateTransformations/0/scale/3`, 9),
  ),
  defect("a level's sample type differs", "image/level-dtype", array(`${FIELD}/2`, typeOf, "uint32")),
  defect(
    "an array has fewer dimensions than axes",
    ["zarr/array", "image/rank"],
    array(`${FIELD}/1`, shapeOf, [3, 33, 24]),
  ),
  defect(
    "dimension_names are in another order",
    "image/dimension-names",
    file(`${FIELD}/1/zarr.json`, "/dimension_names", ["z", "c", "y", "x"]),
    "0.5",
  ),
  defect(
    "dimension_names are missing",
    "image/dimension-names",
    file(`${FIELD}/1/zarr.json`, "/dimension_names", undefined),
    "0.5",
  ),
  defect(
    "a scale has fewer numbers than axes",
    "image/transformation-rank",
    metadata(FIELD, `${LEVELS}/1/coordinateTransformations`, [{ type: "scale", scale: [1.3, 1.3] }]),
  ),
  defect(
    "a translation comes before the scale",
    "image/transformations",
    metadata(FIELD, `${LEVELS}/0/coordinateTransformations`, [
      { type: "translation", translation: [0, 0, 1, 1] },
      ...scale,
    ]),
  ),
  defect(
    "a level has two scales",
    "image/transformations",
    metadata(FIELD, `${LEVELS}/0/coordinateTransformations`, [...scale, ...scale]),
  ),
  defect(
    "an axis of space comes before the channel",
    ["image/axes-order", "omero/channel-count"],
    all(
      metadata(FIELD, "/multiscales/0/axes/0", { name: "c", type: "space", unit: "micrometer" }),
      metadata(FIELD, "/multiscales/0/axes/1", { name: "z", type: "channel" }),
    ),
  ),
  defect("an axis of space has no unit", "image/axis-unit", metadata(FIELD, "/multiscales/0/axes/3/unit", undefined)),
  defect(
    "omero has fewer channels than the image",
    "omero/channel-count",
    metadata(FIELD, "/omero/channels", [{ color: "FF0000", window: { min: 0, max: 1, start: 0, end: 1 } }]),
  ),
  defect("a channel's color is a name", "omero/color", metadata(FIELD, "/omero/channels/0/color", "red")),
  defect(
    "a channel's window lacks its end",
    "omero/window",
    metadata(FIELD, "/omero/channels/1/window/end", undefined),
  ),
  defect("a multiscale has no name", "image/name", metadata(FIELD, "/multiscales/0/name", undefined)),
];

const SYSTEMS = "/coordinateSystems";
const systems = (name: string, pointer: string, value: unknown): Defect =>
  defect(name, "image/coordinate-systems", metadataOfSix(FIELD, pointer, value), "0.6");
const further = { type: "affine", input: { name: "intrinsic" }, output: { name: "stage" } };

const ofCoordinateSystems: readonly Defect[] = [
  systems("a level leads to an unknown coordinate system", "/datasets/1/coordinateTransformations/0/output/name", "x"),
  systems("a level begins at another level's array", "/datasets/1/coordinateTransformations/0/input/path", "0"),
  systems("a level says nothing of where it begins", "/datasets/1/coordinateTransformations/0/input", undefined),
  systems("a coordinate system is named twice", `${SYSTEMS}/1`, { name: "intrinsic", axes: yx }),
  systems("a further transformation begins elsewhere", "/coordinateTransformations", [
    { ...further, input: { name: "stage" } },
  ]),
  systems("a further transformation leads back", "/coordinateTransformations", [
    { ...further, output: { name: "intrinsic" } },
  ]),
  defect(
    "a further coordinate system has one axis",
    "image/axes",
    metadataOfSix(FIELD, `${SYSTEMS}/1`, { name: "line", axes: [{ name: "x", type: "space", unit: "meter" }] }),
    "0.6",
  ),
  defect(
    "a further transformation is of no known type",
    "image/transformations",
    metadataOfSix(FIELD, "/coordinateTransformations", [{ ...further, type: "warp" }]),
    "0.6",
  ),
  defect(
    "a level has two transformations",
    "image/transformations",
    (documents, version) => {
      const image = documents.get(`${FIELD}/zarr.json`) as { readonly attributes: { readonly ome: object } };
      const { multiscales } = image.attributes.ome as { readonly multiscales: readonly { datasets: unknown[] }[] };
      const level = multiscales[0]?.datasets[1] as { coordinateTransformations: object[] };
      const [one = {}] = level.coordinateTransformations;
      metadataOfSix(FIELD, "/datasets/1/coordinateTransformations/1", { ...one, name: "again" })(documents, version);
    },
    "0.6",
  ),
];

const ofLabels: readonly Defect[] = [
  defect("a listed label image is missing", "labels/missing", gone(NUCLEI)),
  defect("a label image is listed twice", "labels/duplicate", metadata(`${FIELD}/labels`, "/labels/1", "nuclei")),
  defect(
    "labels are stored as real numbers",
    ["label/dtype", "image/level-dtype"],
    array(`${NUCLEI}/0`, typeOf, "float32"),
  ),
  defect(
    "a label image has fewer levels than its image",
    "label/levels",
    metadata(NUCLEI, LEVELS, [{ path: "0", coordinateTransformations: [{ type: "scale", scale: [2, 0.65, 0.65] }] }]),
  ),
  defect(
    "a label image is smaller than its image",
    ["label/shape", "image/level-scale"],
    array(`${NUCLEI}/0`, shapeOf, [3, 60, 40]),
  ),
  defect(
    "the source of a label image is nowhere",
    "label/source",
    metadata(NUCLEI, "/image-label/source/image", "../../../9"),
  ),
  defect(
    "the source of a label image is not an image",
    "label/source",
    metadata(NUCLEI, "/image-label/source/image", "../"),
  ),
  defect("a label image says nothing of its labels", "label/image-label", metadata(NUCLEI, "/image-label", undefined)),
  defect(
    "a label-value has two colours",
    "label/duplicate",
    metadata(NUCLEI, "/image-label/colors/1", { "label-value": 0, rgba: [1, 2, 3, 4] }),
  ),
];

const ofZarr: readonly Defect[] = [
  defect(
    "a well is of version 0.5",
    ["version/consistent", "well/image-missing"],
    all(
      gone("B/12"),
      document("B/12/zarr.json", {
        zarr_format: 3,
        node_type: "group",
        attributes: { ome: { version: "0.5", well: { images: [{ path: "0", acquisition: 0 }] } } },
      }),
    ),
    "0.4",
  ),
  defect(
    "a well is of version 0.4",
    ["version/consistent", "well/image-missing"],
    all(
      gone("B/12"),
      document("B/12/.zgroup", { zarr_format: 2 }),
      document("B/12/.zattrs", { well: { version: "0.4", images: [{ path: "0", acquisition: 0 }] } }),
    ),
    "0.5",
  ),
  defect(
    "metadata lie in .zattrs and in zarr.json",
    ["zarr/both-formats"],
    document("A/1/.zattrs", { well: { images: [{ path: "0" }] } }),
    "0.5",
  ),
  defect(
    "an array has .zarray and zarr.json",
    ["zarr/both-formats"],
    document(`${FIELD}/1/.zarray`, { zarr_format: 2 }),
    "0.5",
  ),
  defect("ome is missing", "version/ome", file("B/12/zarr.json", "/attributes/ome", undefined), "0.5"),
  defect("ome states another version", "version/ome", file("B/12/zarr.json", "/attributes/ome/version", "0.4"), "0.5"),
  defect("a plate states another version", "version/consistent", metadata("", "/plate/version", "0.3")),
  defect("a well states another version", "version/consistent", file("B/12/.zattrs", "/well/version", "0.5"), "0.4"),
  defect("zarr_format of a group is wrong", "zarr/format", file("A/1/zarr.json", "/zarr_format", 2), "0.5"),
  defect("zarr_format of a group is wrong", "zarr/format", file("A/1/.zgroup", "/zarr_format", 3), "0.4"),
  defect(
    "zarr_format of an array is wrong",
    "zarr/format",
    array(`${FIELD}/0`, { v2: "/zarr_format", v3: "/zarr_format" }, 4),
  ),
  defect("node_type of a group is wrong", "zarr/node-type", file("A/1/zarr.json", "/node_type", "array"), "0.5"),
  defect(
    "node_type of an array is wrong",
    "zarr/node-type",
    file(`${FIELD}/1/zarr.json`, "/node_type", "group"),
    "0.5",
  ),
  defect(".zgroup is missing beside .zattrs", "zarr/format", gone("A/1/.zgroup"), "0.4"),
  defect("chunks are not nested", "zarr/separator", file(`${FIELD}/0/.zarray`, "/dimension_separator", "."), "0.4"),
  defect("an array lacks its codecs", "zarr/array", file(`${FIELD}/1/zarr.json`, "/codecs", undefined), "0.5"),
  defect("an array lacks its shape", "zarr/array", array(`${FIELD}/1`, shapeOf, undefined)),
  defect(
    "a document is not JSON",
    "zarr/unreadable",
    document("B/12/zarr.json", new SyntaxError("Unexpected end")),
    "0.5",
  ),
  defect("a document is a list", "zarr/unreadable", document("B/12/.zattrs", []), "0.4"),
];

const ofDocuments: readonly Defect[] = [
  defect("a well states no version", "version/stated", metadata("A/1", "/well/version", undefined), "0.4"),
  defect("a plate is a text", "metadata/form", metadata("", "/plate", "plate")),
  defect("a row's name has a hyphen", "plate/rows", metadata("", "/plate/rows/5/name", "F-1")),
  defect("a column's name is a number", "plate/columns", metadata("", "/plate/columns/5/name", 6)),
  defect("a listed well has no row index", "plate/wells", metadata("", "/plate/wells/1/rowIndex", undefined)),
  defect("an acquisition began before 1970", "plate/acquisitions", metadata("", "/plate/acquisitions/0/starttime", -1)),
  defect("a plate has no name", "plate/name", metadata("", "/plate/name", undefined)),
  defect("an acquisition has no name", "plate/acquisition-name", metadata("", "/plate/acquisitions/0/name", undefined)),
  defect(
    "an acquisition does not count its fields",
    "plate/acquisition-field-count",
    metadata("", "/plate/acquisitions/0/maximumfieldcount", undefined),
  ),
  defect("a well has no fields", "well/images", metadata("B/12", "/well/images", [])),
  defect("an acquisition is a text", "well/acquisition", metadata("A/1", "/well/images/0/acquisition", "0")),
  defect("an image has no multiscales", "image/multiscales", metadata(FIELD, "/multiscales", [])),
  defect(
    "an image has a channel and a custom axis",
    "image/axes",
    metadata(FIELD, "/multiscales/0/axes/1/type", "any"),
  ),
  defect("a multiscale has no levels", "image/datasets", metadata(FIELD, LEVELS, [])),
  defect(
    "a level is listed twice",
    ["image/duplicate", "image/level-shape", "image/level-scale"],
    metadata(FIELD, `${LEVELS}/2/path`, "1"),
  ),
  defect("the type of downscaling is not stated", "image/type", metadata(FIELD, "/multiscales/0/type", undefined)),
  defect("the downscaling is not described", "image/metadata", metadata(FIELD, "/multiscales/0/metadata", undefined)),
  defect("omero lists no channels", "omero/channels", metadata(FIELD, "/omero/channels", undefined)),
  defect("the name of a label image is a number", "labels/list", metadata(`${FIELD}/labels`, "/labels/0", 3)),
  defect("a colour is beyond 255", "label/colors", metadata(NUCLEI, "/image-label/colors/0/rgba/0", 300)),
  defect("properties are an empty list", "label/properties", metadata(NUCLEI, "/image-label/properties", [])),
  defect("a label image has no colours", "label/no-colors", metadata(NUCLEI, "/image-label/colors", undefined)),
];

/** The ways in which the sample plate goes wrong. */
export const DEFECTS: readonly Defect[] = [
  ...ofPlates,
  ...ofWells,
  ...ofImages,
  ...ofCoordinateSystems,
  ...ofLabels,
  ...ofZarr,
  ...ofDocuments,
];
