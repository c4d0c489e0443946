import { expectCode } from "../expectation.ts";
import { type BackendScenario, evenPlane } from "./backend-scenario.ts";

/** A backend that does not write says so, whatever is asked. */
export function readOnlyTests({ withBackend }: BackendScenario): void {
  withBackend("nothing writes through a read-only backend", async (backend) => {
    const attempts: readonly (readonly [string, () => Promise<unknown>])[] = [
      ["save", () => backend.save("a.tif", evenPlane(1))],
      ["saveTable", () => backend.saveTable("a.csv", { columns: [], rows: [] })],
      ["saveJson", () => backend.saveJson("a.json", 1)],
      ["delete", () => backend.delete("a.tif")],
      ["ensureDirectory", () => backend.ensureDirectory("a")],
      ["copy", () => backend.copy("a.tif", "b.tif")],
      ["move", () => backend.move("a.tif", "b.tif")],
    ];
    for (const [name, attempt] of attempts) await expectCode(attempt, "BACKEND_READ_ONLY", name);
  });
}
