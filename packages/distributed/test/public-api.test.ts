import * as root from "@ohcs/distributed";
import * as bullmq from "@ohcs/distributed/bullmq";
import { expect, test } from "vitest";

test("@ohcs/distributed exports these names", () => {
  expect(Object.keys(root).toSorted()).toEqual([
    "ALL",
    "RemoteFolder",
    "WellNode",
    "distributedErrors",
    "localFolder",
    "sharedPlace",
  ]);
  expect(Object.keys(bullmq).toSorted()).toEqual(["bullmq", "bullmqRunner", "startBullmqWorker"]);
});
