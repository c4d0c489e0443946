import { Map as ImmutableMap, List } from "immutable";
import { fail } from "../errors.ts";
import {
  BackendUse,
  CalibrationFacts,
  ChannelFacts,
  Checkpoint,
  ContextConfig,
  GpuAssignment,
  GridFacts,
  HandlerFacts,
  ModuleUse,
  PlateFacts,
  StepGpu,
  TiffOptions,
  TileFacts,
  ZarrFieldPlan,
  ZarrPlate,
  ZarrStorage,
} from "./context-parts.ts";
import { frozenFromJson } from "./freeze-value.ts";
import type { Json } from "./json.ts";
import { CallPlan, GroupPlan, ImageReference, InputLink, OutputPlan, OutputStore } from "./plan-parts.ts";
import { CONTEXT_SPEC_VERSION, ProcessingContext } from "./processing-context.ts";
import { OWN_FIELDS, type SharedFields } from "./shared-template.ts";
import { StepPlan } from "./step-plan.ts";

export type JsonObject = { readonly [key: string]: Json };

/** Makes a frozen value from plain JSON that is not null. */
type Maker<Value> = (json: Json) => Value;
type Makers = Readonly<Record<string, Maker<unknown>>>;

/** Makes records from JSON; `parts` make the fields that hold records themselves, all others become what JSON says. */
function recordOf<Value>(Class: new (fields: object) => Value, parts: Makers = {}): Maker<Value> {
  return (json) => new Class(fieldsFrom(json as JsonObject, parts));
}

function fieldsFrom(json: JsonObject, parts: Makers): Record<string, unknown> {
  const fieldOf = (name: string, value: Json) => {
    const make = value === null ? undefined : parts[name];
    return make === undefined ? frozenFromJson(value, name) : make(value);
  };
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, fieldOf(name, value)]));
}

function listOf<Value>(make: Maker<Value>): Maker<List<Value>> {
  return (json) => List((json as readonly Json[]).map(make));
}

function mapOf<Value>(make: Maker<Value>): Maker<ImmutableMap<string, Value>> {
  return (json) => ImmutableMap(Object.entries(json as JsonObject).map(([key, value]) => [key, make(value)]));
}

/** What contexts say of a plate, from plain JSON. */
export const plateFactsFromJson = recordOf(PlateFacts, {
  handlerSource: recordOf(HandlerFacts),
  calibration: recordOf(CalibrationFacts),
  channels: listOf(recordOf(ChannelFacts)),
  grid: recordOf(GridFacts),
  format: recordOf(GridFacts),
  tile: recordOf(TileFacts),
});

/** What contexts say of the configuration, from plain JSON. */
export const contextConfigFromJson = recordOf(ContextConfig, { tiff: recordOf(TiffOptions) });

/** Backends by their role, from plain JSON. */
export const backendUsesFromJson = mapOf(recordOf(BackendUse, { use: recordOf(ModuleUse) }));

/** A plate that is to be declared, from plain JSON. */
export const zarrPlateFromJson = recordOf(ZarrPlate, {
  format: recordOf(GridFacts),
  fields: listOf(recordOf(ZarrFieldPlan)),
  storage: recordOf(ZarrStorage),
});

const stepPlanFromJson = recordOf(StepPlan, {
  func: mapOf(listOf(recordOf(CallPlan))),
  inputs: mapOf(recordOf(InputLink)),
  groups: listOf(recordOf(GroupPlan)),
  outputs: mapOf(recordOf(OutputPlan, { store: recordOf(OutputStore), zarr: zarrPlateFromJson })),
  materialization: recordOf(Checkpoint),
  gpu: recordOf(StepGpu),
});

const PARTS: Makers = {
  images: listOf(recordOf(ImageReference)),
  plate: plateFactsFromJson,
  config: contextConfigFromJson,
  stepPlans: listOf(stepPlanFromJson),
  backends: backendUsesFromJson,
  gpu: recordOf(GpuAssignment),
};

/** The context that `toJson` gave as plain JSON, frozen again. @throws `CONTEXT_VERSION` for another specification */
export function contextFromJson(json: JsonObject): ProcessingContext {
  const isOwn = (name: string) => (OWN_FIELDS as readonly string[]).includes(name);
  const part = (own: boolean) => Object.fromEntries(Object.entries(json).filter(([name]) => isOwn(name) === own));
  return contextSharing(sharedFieldsOf(part(false)), part(true));
}

/** The fields that contexts share, frozen, from plain JSON. @throws `CONTEXT_VERSION` for another specification */
export function sharedFieldsOf(json: JsonObject): SharedFields {
  if (json.specVersion !== CONTEXT_SPEC_VERSION) throw wrongVersion(json.specVersion);
  return fieldsFrom(json, PARTS) as unknown as SharedFields;
}

/** The context with these shared fields and the well-specific fields in `well`, plain JSON. */
export function contextSharing(shared: SharedFields, well: JsonObject): ProcessingContext {
  return new ProcessingContext({ ...shared, ...fieldsFrom(well, PARTS) });
}

function wrongVersion(version: unknown): Error {
  const message = `Cannot decode context: expected specVersion ${CONTEXT_SPEC_VERSION}, got '${String(version)}'`;
  return fail("CONTEXT_VERSION", message);
}
