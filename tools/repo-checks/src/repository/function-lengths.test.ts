import { expect, test } from "vitest";
import { functionLengths } from "./function-lengths.ts";

test("functionLengths() counts body lines of functions, methods and arrows with a block", () => {
  const text = `function one() {
  return 1;
}
class C {
  method() {
    a();
    b();
  }
}
const arrow = () => {
  call(() => {
    inner();
  });
};
const expression = () => 1;`;
  expect(functionLengths("x.ts", text)).toEqual([
    { name: "one", line: 1, lines: 1 },
    { name: "method", line: 5, lines: 2 },
    { name: "arrow", line: 10, lines: 3 },
    { name: "(anonymous)", line: 11, lines: 1 },
  ]);
});
