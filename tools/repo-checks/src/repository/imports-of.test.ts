import { expect, test } from "vitest";
import { importsOf } from "./imports-of.ts";

test("importsOf() finds every way to load a module, types included", () => {
  const text = `
    import a from "a";
    import type { B } from "b";
    import "c";
    export { d } from "d";
    export type { E } from "e";
    type F = import("f").F;
    const g = () => import("g");
    const h = import.meta.${"resolve"}("h");
    const none = [resolve("i"), 'import "j"', \`import "k"; \${import("l")}\`];
  `;
  expect(importsOf(text)).toEqual(["a", "b", "c", "d", "e", "f", "g", "l", "h"]);
});
