import { type DefinedHandler, defineHandler, type Recognition } from "@ohcs/context";
import { memoryPlateReader } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { rejectionOf } from "../../test/expect-code.ts";
import { chooseHandler } from "./choose-handler.ts";

const reader = memoryPlateReader({ name: "p", files: [["a.tif", ""]] });

const handler = (name: string, said: number | Recognition): DefinedHandler =>
  defineHandler({
    name,
    version: "1.0.0",
    summary: "A test",
    create: () => ({ recognizes: async () => said, open: () => Promise.reject(new Error("not opened")) }),
  });
const recognition = (score: number, hasMetadata: boolean): Recognition => ({
  score,
  reason: hasMetadata ? "names and an index" : "names",
  hasMetadata,
});

test("the handler that recognizes most is chosen, and says why, before all others that were asked", async () => {
  const handlers = [handler("a", recognition(0.6, true)), handler("b", recognition(0.9, false)), handler("c", 0)];
  const { defined, candidates } = await chooseHandler(reader, { handlers });
  expect(defined.name).toBe("b");
  expect(candidates).toEqual([
    { handler: "b", score: 0.9, reason: "names" },
    { handler: "a", score: 0.6, reason: "names and an index" },
  ]);
});

test("of handlers that recognize as much, the one that finds its metadata is chosen", async () => {
  const handlers = [handler("a", recognition(1, false)), handler("b", recognition(1, true))];
  expect((await chooseHandler(reader, { handlers })).defined.name).toBe("b");
});

test("handlers that recognize a plate equally well are listed, and one of them must be named", async () => {
  const handlers = [handler("a", recognition(1, false)), handler("b", recognition(1, false))];
  const { message, details } = await rejectionOf(chooseHandler(reader, { handlers }), "PLATE_AMBIGUOUS");
  expect(message).toBe("Cannot open plate '/memory/p': it may be of several formats: 'a' (names), 'b' (names)");
  expect(details.candidates).toHaveLength(2);
  const { defined, candidates } = await chooseHandler(reader, { handlers, handler: "B" });
  expect([defined.name, candidates]).toEqual(["b", []]);
});

test("after a certain match no other handler is asked", async () => {
  for (const said of [1, recognition(1, true)]) {
    const handlers = [handler("a", said), handler("b", Number.NaN)];
    expect((await chooseHandler(reader, { handlers })).defined.name).toBe("a");
  }
});
