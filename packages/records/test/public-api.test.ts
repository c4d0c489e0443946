import * as root from "@ohcs/records";
import * as host from "@ohcs/records/host";
import * as memory from "@ohcs/records/memory";
import { expect, test } from "vitest";

test("@ohcs/records exports these names", () => {
  expect(Object.keys(root).sort()).toMatchInlineSnapshot(`
    [
      "HeldOutputs",
      "LAYOUT",
      "artifactCorrupt",
      "artifactsIn",
      "artifactsMade",
      "artifactsRead",
      "artifactsRecorded",
      "backendsOf",
      "closeMetadata",
      "describeRun",
      "dropArtifacts",
      "effectiveContext",
      "explainWell",
      "isDone",
      "isOverPlates",
      "isSameSource",
      "joinedGpu",
      "judgeRecord",
      "keepJournal",
      "lockOutputs",
      "modulePath",
      "moduleReferences",
      "outputsOfPlates",
      "planDocument",
      "planTexts",
      "plateRootName",
      "plateRoots",
      "plateStatus",
      "platformSha256",
      "previousContexts",
      "proveArtifacts",
      "provedSupplied",
      "quarantineOf",
      "readArtifacts",
      "readMetadata",
      "readPlateOutputs",
      "readRecordedRun",
      "readRunRecord",
      "readStoredPlan",
      "readStoredRun",
      "recordPath",
      "recordsErrors",
      "relinkedIn",
      "runDigest",
      "sealedRecord",
      "startingPoints",
      "storedRecord",
      "suppliedPath",
      "valuePath",
      "verifyRun",
      "wellContexts",
      "wellError",
      "wellLines",
      "writeRecord",
      "writeRunRecord",
    ]
  `);
  expect(Object.keys(host).sort()).toEqual(["earlierRun", "foundRuns", "nodeRunHost", "outputReader", "unreadableRun"]);
  expect(Object.keys(memory)).toEqual(["memoryRunHost"]);
});
