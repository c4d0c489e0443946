import { Record as ImmutableRecord, List } from "immutable";
import { fail } from "../errors.ts";
import { freezeValue } from "./freeze-value.ts";

/** Every method of an Immutable Record that would change it or return a changed copy. */
export const RECORD_MUTATORS = [
  "set",
  "setIn",
  "delete",
  "deleteIn",
  "remove",
  "removeIn",
  "update",
  "updateIn",
  "merge",
  "mergeWith",
  "mergeIn",
  "mergeDeep",
  "mergeDeepWith",
  "mergeDeepIn",
  "clear",
  "withMutations",
  "asMutable",
] as const;

/** A class of records that are frozen when constructed. */
export interface FrozenRecordClass<Fields extends object> {
  new (values?: Partial<Fields>): ImmutableRecord<Fields> & Readonly<Fields>;
}

/**
 * A base class for records that nothing can change: assignment and every Record mutator throw `CONTEXT_FROZEN` with
 * the field, at every depth assignment throws, and unknown fields are refused instead of dropped.
 */
export function frozenRecord<Fields extends object>(name: string, defaults: Fields): FrozenRecordClass<Fields> {
  const Base = ImmutableRecord(defaults, name);
  class Frozen extends (Base as unknown as new (values: Partial<Fields>) => object) {
    constructor(values: Partial<Fields> = {}) {
      super(freezeFields(name, defaults, values));
      Object.freeze(this);
    }
  }
  for (const mutator of RECORD_MUTATORS) refuseMutator(Frozen.prototype, mutator, name);
  for (const field of Object.keys(defaults)) refuseAssignment(Frozen.prototype, field, name);
  return Frozen as unknown as FrozenRecordClass<Fields>;
}

function freezeFields<Fields extends object>(name: string, defaults: Fields, values: Partial<Fields>): Partial<Fields> {
  for (const [field, value] of Object.entries(values)) {
    if (!(field in defaults)) throw unknownField(name, field, Object.keys(defaults));
    freezeValue(value, `${name}.${field}`);
  }
  return values;
}

function refuseMutator(prototype: object, mutator: string, name: string): void {
  const refuse = (first: unknown): never => {
    throw frozen(name, typeof first === "string" ? first : pathText(first));
  };
  Object.defineProperty(prototype, mutator, { value: refuse });
}

function refuseAssignment(prototype: object, field: string, name: string): void {
  Object.defineProperty(prototype, field, {
    get(this: ImmutableRecord<Record<string, unknown>>) {
      return this.get(field, undefined);
    },
    set() {
      throw frozen(name, field);
    },
    enumerable: true,
  });
}

function pathText(path: unknown): string | null {
  const keys = Array.isArray(path) || List.isList(path) ? [...(path as Iterable<unknown>)] : [];
  return keys.length === 0 ? null : keys.join(".");
}

function frozen(name: string, field: string | null): Error {
  const message = field === null ? `Cannot modify frozen ${name}` : `Cannot modify '${field}' of frozen ${name}`;
  return fail("CONTEXT_FROZEN", message, { details: { record: name, field } });
}

function unknownField(name: string, field: string, known: readonly string[]): Error {
  const message = `Cannot build ${name}: unknown field '${field}', expected one of '${known.join("', '")}'`;
  return fail("CONTEXT_FIELD_UNKNOWN", message, { details: { record: name, field } });
}

/** Is it a field that its class leaves out of JSON, by its static `leftOut`, where it is null? */
export function isLeftOut(record: object, field: string, value: unknown): boolean {
  const { leftOut } = record.constructor as { readonly leftOut?: readonly string[] };
  return value === null && leftOut !== undefined && leftOut.includes(field);
}

/** The fields of a record, as an object has them. */
export type FieldsOf<Fields extends { toObject(): object }> = Readonly<ReturnType<Fields["toObject"]>>;
