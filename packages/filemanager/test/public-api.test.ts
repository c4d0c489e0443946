import { expect, test } from "vitest";

test("'@ohcs/filemanager' exports what is listed", async () => {
  expect(Object.keys(await import("@ohcs/filemanager")).sort()).toEqual([
    "BUILT_IN_BACKENDS",
    "FileManager",
    "NameRegister",
    "backendFactories",
    "childOf",
    "filemanagerErrors",
    "importModule",
    "moduleLoader",
    "nameOf",
    "normalizeVirtualPath",
    "openStorage",
    "parentOf",
    "rootFolder",
  ]);
});

test("'@ohcs/filemanager/built-in' exports what is listed", async () => {
  expect(Object.keys(await import("@ohcs/filemanager/built-in"))).toEqual(["builtInBackends"]);
});

test("'@ohcs/filemanager/memory' exports what is listed", async () => {
  expect(Object.keys(await import("@ohcs/filemanager/memory")).sort()).toEqual(["MemoryBackend", "memoryBackend"]);
});

test("'@ohcs/filemanager/disk' exports what is listed", async () => {
  expect(Object.keys(await import("@ohcs/filemanager/disk")).sort()).toEqual([
    "DiskBackend",
    "ImageXpressBackend",
    "ObjectFiles",
    "checkedObjectUrl",
    "diskBackend",
    "imageXpressBackend",
    "isObjectUrl",
    "listObjects",
    "parseCsvWithLines",
    "readImageHeader",
    "sweepTemporaries",
    "writeBytesAtomically",
    "writeTextAtomically",
  ]);
});

test("'@ohcs/filemanager/zarr' exports what is listed", async () => {
  expect(Object.keys(await import("@ohcs/filemanager/zarr")).sort()).toEqual([
    "ZarrBackend",
    "readZarrPlate",
    "surveyZarrPlate",
    "writePlateSkeleton",
    "zarrBackend",
    "zarrPlaneFacts",
  ]);
});

test("'@ohcs/filemanager/mapped' exports what is listed", async () => {
  expect(Object.keys(await import("@ohcs/filemanager/mapped")).sort()).toEqual([
    "MappedBackend",
    "mappedBackend",
    "mappingOf",
  ]);
});
