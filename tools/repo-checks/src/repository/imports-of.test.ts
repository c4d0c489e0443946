import { expect, test } from "vitest";
import { importsOf } from "./imports-of.ts";

test("importsOf() finds every way to load a module, and distinguishes types", () => {
  const text = `
    import a from "a";
    import type { B } from "b";
    import "c";
    export { d } from "d";
    export type { E } from "e";
    type F = import("f").F;
    const g = () => import("g");
    const h = import.meta.resolve("h");
    const none = resolve("i");
  `;
  expect(
    importsOf("x.ts", text).map(({ specifier, typeOnly }) => (typeOnly ? `${specifier} (type)` : specifier)),
  ).toEqual(["a", "b (type)", "c", "d", "e (type)", "f (type)", "g", "h"]);
});
