import { type CatalogueEntry, LENGTH_FORMAT } from "@ohcs/context";
import { isMembers, mapValues, type SchemaNode } from "../schema/schema-node.ts";

/** The schema of a call of one function by its short name, with help for each parameter. */
export function functionCallSchema({ declaration, reference }: CatalogueEntry): SchemaNode {
  const { name, summary, params, citation } = declaration;
  const parameters = parameterSchema(params as SchemaNode);
  const needed = (parameters.required ?? []).length > 0 ? ["with"] : [];
  const description = [summary, ...(citation === "" ? [] : [`After: ${citation}`])].join(". ");
  return {
    type: "object",
    description: `${description}. (${reference.module} ${declaration.version})`,
    properties: {
      use: { const: name, description },
      with: { ...parameters, description: "Parameters." },
      enabled: { type: "boolean", default: true, description: "false disables the call." },
    },
    required: ["use", ...needed],
    additionalProperties: false,
  };
}

/** Parameters as a user may write them: a length is a number of pixels, or `{ um }`. */
function parameterSchema(schema: SchemaNode): SchemaNode {
  if (schema["x-ohcs"] === LENGTH_FORMAT) return lengthSchema(schema);
  const { properties, items, anyOf, required = [], ...rest } = schema;
  // Parameters with a default may be omitted.
  const needed = required.filter((name) => properties?.[name]?.default === undefined);
  return {
    ...rest,
    ...(needed.length === 0 ? {} : { required: needed }),
    ...(properties === undefined ? {} : { properties: mapValues(properties, parameterSchema) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(parameterSchema) }),
    ...(isMembers(items) ? { items: parameterSchema(items) } : items === undefined ? {} : { items }),
  };
}

function lengthSchema({ "x-ohcs": _, description, default: usual, ...pixels }: SchemaNode): SchemaNode {
  const um = { type: "object", properties: { um: { type: "number" } }, required: ["um"], additionalProperties: false };
  const unit = "In px, or { um: … } in µm.";
  return {
    anyOf: [pixels, um],
    description: description === undefined ? unit : `${description.replace(/\.$/, "")}. ${unit}`,
    ...(usual === undefined ? {} : { default: usual }),
  };
}
