import { type Static, Type } from "@sinclair/typebox";
import { ruled } from "../rules/collect-violations.ts";

const wellImageSchema = Type.Object(
  {
    path: Type.String(ruled("well/image-path", { pattern: "^[A-Za-z0-9]+$", expected: "letters and digits" })),
    acquisition: Type.Optional(Type.Integer(ruled("well/acquisition"))),
  },
  ruled("well/images"),
);

export const wellSchema = Type.Object(
  {
    version: Type.Optional(Type.Unsafe<string>(Type.Unknown())),
    images: Type.Array(wellImageSchema, ruled("well/images", { minItems: 1 })),
  },
  ruled("metadata/form"),
);

/** A field of view in a well's list, with the acquisition of the plate it belongs to. */
export type WellImage = Static<typeof wellImageSchema>;

/** The metadata of a well: its fields of view. */
export type Well = Static<typeof wellSchema>;

const ALPHANUMERIC = { pattern: "^[A-Za-z0-9]+$", expected: "letters and digits" };
const seconds = Type.Optional(Type.Integer({ minimum: 0 }));

const acquisitionSchema = Type.Object(
  {
    id: Type.Integer({ minimum: 0 }),
    name: Type.Optional(Type.String()),
    maximumfieldcount: Type.Optional(Type.Integer({ minimum: 1 })),
    description: Type.Optional(Type.String()),
    starttime: seconds,
    endtime: seconds,
  },
  ruled("plate/acquisitions"),
);

const line = (rule: "plate/rows" | "plate/columns") =>
  Type.Array(Type.Object({ name: Type.String(ALPHANUMERIC) }), ruled(rule, { minItems: 1 }));

export const plateWellSchema = Type.Object(
  {
    path: Type.String(
      ruled("plate/well-path", { pattern: "^[A-Za-z0-9]+/[A-Za-z0-9]+$", expected: "a path 'row/column'" }),
    ),
    rowIndex: Type.Integer({ minimum: 0 }),
    columnIndex: Type.Integer({ minimum: 0 }),
  },
  ruled("plate/wells"),
);

export const plateSchema = Type.Object(
  {
    version: Type.Optional(Type.Unsafe<string>(Type.Unknown())),
    name: Type.Optional(Type.String()),
    rows: line("plate/rows"),
    columns: line("plate/columns"),
    wells: Type.Array(plateWellSchema, ruled("plate/wells", { minItems: 1 })),
    acquisitions: Type.Optional(Type.Array(acquisitionSchema, ruled("plate/acquisitions"))),
    field_count: Type.Optional(Type.Integer(ruled("plate/field-count", { minimum: 1 }))),
  },
  ruled("metadata/form"),
);

/** One pass of a microscope over a plate; times in seconds since 1970. */
export type Acquisition = Static<typeof acquisitionSchema>;

/** A well in a plate's list: its path `row/column` and zero-based places in the lists of rows and columns. */
export type PlateWell = Static<typeof plateWellSchema>;

/** The metadata of a plate: all rows and columns of the physical plate, and the wells that were imaged. */
export type Plate = Static<typeof plateSchema>;
