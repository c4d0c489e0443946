import { fail } from "../errors.ts";
import type { FieldsOf } from "./frozen-record.ts";
import { ProcessingContext } from "./processing-context.ts";

/** A context while the compiler fills it. The only mutable form, and it never leaves the compiler. */
export class ContextDraft {
  readonly #fields: { -readonly [Field in keyof FieldsOf<ProcessingContext>]?: FieldsOf<ProcessingContext>[Field] };

  constructor(fields: Partial<FieldsOf<ProcessingContext>> = {}) {
    this.#fields = { ...fields };
  }

  /** Sets fields; later calls win. */
  with(fields: Partial<FieldsOf<ProcessingContext>>): this {
    Object.assign(this.#fields, fields);
    return this;
  }

  /** @throws `CONTEXT_INCOMPLETE` for an empty axis id, absent plans, backends or fingerprint */
  freeze(): ProcessingContext {
    const { axisId, stepPlans, backends, fingerprint } = this.#fields;
    if (axisId === undefined || axisId === "") throw incomplete("axisId");
    if (stepPlans === undefined || stepPlans.isEmpty()) throw incomplete("stepPlans");
    if (backends === undefined || backends.isEmpty()) throw incomplete("backends");
    if (fingerprint === undefined || fingerprint === "") throw incomplete("fingerprint");
    return new ProcessingContext(this.#fields);
  }
}

function incomplete(field: string): Error {
  return fail("CONTEXT_INCOMPLETE", `Cannot freeze context: '${field}' has no value`, {
    details: { field },
  });
}
