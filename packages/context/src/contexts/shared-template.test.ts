import { Map as ImmutableMap, List } from "immutable";
import { expect, test } from "vitest";
import {
  BackendUse,
  CallPlan,
  ContextConfig,
  ContextDraft,
  ContextEncoder,
  decodeContext,
  encodeContext,
  frozenFromJson,
  GridFacts,
  PlateFacts,
  type ProcessingContext,
  StepPlan,
} from "../index.ts";

/** A context whose plans hold texts that look like the wire form itself. */
function contextOf(well: string, stepName: string): ProcessingContext {
  const odd = frozenFromJson({ shared: [], well: { axisId: "B01" }, text: '},"well":{"axisId":"B01"}' });
  const call = new CallPlan({ with: odd as ImmutableMap<string, unknown> });
  const plan = new StepPlan({ stepName, func: ImmutableMap({ "*": List.of(call) }) });
  return new ContextDraft({
    plateId: "P",
    axisId: well,
    stepPlans: List.of(plan),
    backends: ImmutableMap({ memory: new BackendUse() }),
    fingerprint: "f",
  }).freeze();
}

test("contexts with the same plans share them once they were decoded", () => {
  const [one, two, other] = [contextOf("A01", "same"), contextOf("A02", "same"), contextOf("A03", "other")];
  const [first, second, third] = [one, two, other].map((context) => decodeContext(encodeContext(context)));
  expect(second?.stepPlans).toBe(first?.stepPlans);
  expect(third?.stepPlans).not.toBe(first?.stepPlans);
  for (const [decoded, context] of [
    [first, one],
    [second, two],
    [third, other],
  ] as const) {
    expect(decoded?.equals(context)).toBe(true);
    expect(encodeContext(decoded as ProcessingContext)).toBe(encodeContext(context));
  }
});

test("plans are shared with some contexts before, not with all that ever were", () => {
  const early = decodeContext(encodeContext(contextOf("A01", "early")));
  for (const name of ["a", "b", "c"]) decodeContext(encodeContext(contextOf("A01", name)));
  expect(decodeContext(encodeContext(contextOf("A02", "early"))).stepPlans).toBe(early.stepPlans);
  for (const name of ["d", "e", "f", "g"]) decodeContext(encodeContext(contextOf("A01", name)));
  const late = decodeContext(encodeContext(contextOf("A03", "early")));
  expect(late.stepPlans).not.toBe(early.stepPlans);
  expect(late.stepPlans.equals(early.stepPlans)).toBe(true);
});

test.each(["A02", "same"])("a wire form that was changed in '%s' is refused, also when its plans are known", (part) => {
  decodeContext(encodeContext(contextOf("A01", "same")));
  const wire = encodeContext(contextOf("A02", "same"));
  expect(wire).toContain(part);
  const changed = wire.replace(part, part.replaceAll(/./g, "x"));
  expect(() => decodeContext(changed)).toThrow(expect.objectContaining({ code: "CONTEXT_CORRUPT" }));
  expect(decodeContext(wire).axisId).toBe("A02");
});

test("contexts share the fields in which wells do not differ where they say the same in all of them", () => {
  const configured = (well: string, tries: number) =>
    new ContextDraft({
      ...contextOf(well, "same").toObject(),
      config: new ContextConfig({ retries: tries }),
      plate: new PlateFacts({ grid: new GridFacts({ rows: 8, columns: 12 }) }),
    }).freeze();
  const contexts = [configured("A01", 1), configured("A02", 1), configured("A03", 2)];
  const [first, second, third] = contexts.map((context) => decodeContext(encodeContext(context)));
  expect(second?.config).toBe(first?.config);
  expect(third?.config).not.toBe(first?.config);
  expect([first, second, third].map((context, i) => context?.equals(contexts[i]))).toEqual([true, true, true]);
});

test("an encoder of many contexts gives the bytes of each alone, whichever they share", () => {
  const [one, other] = [contextOf("A01", "same"), contextOf("A02", "other")];
  const alike = new ContextDraft({ ...one.toObject(), axisId: "A03" }).freeze();
  const configured = new ContextDraft({ ...one.toObject(), config: new ContextConfig({ retries: 1 }) }).freeze();
  const encoder = new ContextEncoder();
  const contexts = [one, other, alike, configured, one];
  expect(contexts.map((context) => encoder.encode(context))).toEqual(contexts.map(encodeContext));
});
