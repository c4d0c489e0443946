import { type Static, Type } from "@sinclair/typebox";
import { ruled } from "../rules/collect-violations.ts";

const window = Type.Object(
  { min: Type.Number(), max: Type.Number(), start: Type.Number(), end: Type.Number() },
  ruled("omero/window"),
);

const omeroChannelSchema = Type.Object(
  {
    color: Type.String(ruled("omero/color", { pattern: "^[0-9A-Fa-f]{6}$", expected: "six hexadecimal digits" })),
    window,
    label: Type.Optional(Type.String()),
    family: Type.Optional(Type.String()),
    active: Type.Optional(Type.Boolean()),
  },
  ruled("omero/channels"),
);

export const omeroSchema = Type.Object(
  { channels: Type.Array(omeroChannelSchema, ruled("omero/channels")) },
  ruled("omero/channels"),
);

/** How a viewer shows one channel; `window` limits the slider by `min` and `max` and shows `start` to `end`. */
export type OmeroChannel = Static<typeof omeroChannelSchema>;

/** How a viewer shows an image: one entry per channel, in the order of the array. */
export type Omero = Static<typeof omeroSchema>;
