import * as worker from "@ohcs/executor/worker";
import * as workerProcess from "@ohcs/executor/worker-process";
import { expect, test } from "vitest";

test("the files that workers start with export what the pool calls", () => {
  expect(Object.keys(worker)).toEqual(["serve"]);
  expect(Object.keys(workerProcess)).toEqual(["serve"]);
});
