import { Type } from "@sinclair/typebox";
import { ruled } from "../rules/ruled.ts";

/** The paths of the label images of an image, relative to its `labels` group. */
export const labelsSchema = Type.Array(Type.String(), ruled("labels/list"));
