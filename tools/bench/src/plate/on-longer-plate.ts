import { linkedPlate } from "../plates/linked-plate.ts";
import { paired } from "../statistics/rounds.ts";
import { alternate, ratios } from "./alternate.ts";
import { ohcsRun, peerRuns } from "./timed-run.ts";

const ROWS = "ABCDEFGH";
const ROUNDS = 1;

/**
 * The count chain where the start of workers, and code that is not yet compiled, hardly count: the rows A and B of a plate as
 * rows A to H of one of four times as many wells, whose files are links; on one and two workers, by the peers on two.
 */
export async function onLongerPlate(plateFolder: string): Promise<object> {
  const longer = `${plateFolder}-long`;
  await linkedPlate(plateFolder, longer, copiesOf);
  const chain = { plateFolder: longer, radius: 0, nucleiBy: "threshold" } as const;
  const peers = peerRuns({ ...chain, workers: 2 });
  const { times, figures } = await alternate(ROUNDS, {
    one: () => ohcsRun({ ...chain, workers: 1 }),
    two: () => ohcsRun({ ...chain, workers: 2 }),
    ...peers,
  });
  const { one = [], two = [] } = times;
  return { figures, oneWorkerOverTwo: paired(one, two), peerOverTwo: ratios(times, Object.keys(peers), "two") };
}

/** The names that a file has in all wells that are made of its own; one of the whole plate keeps its name. */
function copiesOf(name: string): readonly string[] {
  return [0, 2, 4, 6].map((down) =>
    name.replace(/(?<=_)[AB](?=\d\d_)/, (row) => ROWS.charAt(ROWS.indexOf(row) + down)),
  );
}
