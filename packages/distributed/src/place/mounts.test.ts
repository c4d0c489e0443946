import { expect, test } from "vitest";
import { localFolder, sharedPlace } from "./mounts.ts";

const MOUNTS = { lab: "/lab", plates: "/lab/plates" };

test("a folder is named by the mount that holds it most closely, and found where another machine has that mount", () => {
  expect(sharedPlace("/lab/plates/P1/out", MOUNTS)).toEqual({ mount: "plates", path: "P1/out" });
  expect(sharedPlace("/lab/results", MOUNTS)).toEqual({ mount: "lab", path: "results" });
  expect(sharedPlace("/lab", MOUNTS)).toEqual({ mount: "lab", path: "" });
  expect(localFolder({ mount: "plates", path: "P1/out" }, { plates: "/mnt/nas" })).toBe("/mnt/nas/P1/out");
  expect(localFolder({ mount: "plates", path: "" }, { plates: "/mnt/nas" })).toBe("/mnt/nas");
});

test("a folder of no mount is where it is on all machines; a name that only begins alike is no mount", () => {
  expect(sharedPlace("/laboratory/P1", MOUNTS)).toEqual({ mount: null, path: "/laboratory/P1" });
  expect(localFolder({ mount: null, path: "/data/P1" }, {})).toBe("/data/P1");
});

test("a mount that a machine does not have is refused by name, and so is a path that leaves it", () => {
  expect(() => localFolder({ mount: "nas", path: "P1" }, { plates: "/p" })).toThrow(
    expect.objectContaining({ code: "MOUNT_UNKNOWN", message: expect.stringContaining("'nas'") }),
  );
  expect(() => localFolder({ mount: "plates", path: "../../etc" }, { plates: "/p" })).toThrow(
    expect.objectContaining({ code: "PATH_OUTSIDE_ROOT" }),
  );
});
