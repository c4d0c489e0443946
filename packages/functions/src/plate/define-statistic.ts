import type { FunctionDefinition, FunctionEnvironment, Static, Table, TObject, TProperties } from "@ohcs/context";
import { define, parameters } from "../define.ts";
import { type Scores, STATISTIC_PARAMETERS, type StatisticOptions, WellsOfPlate } from "./wells-of-plate.ts";

/** The parameters of a statistic: those that all have, and its own. */
export function statisticParameters<Own extends TProperties>(own: Own) {
  const all = parameters({ ...STATISTIC_PARAMETERS, ...own });
  return all as unknown as TObject<typeof STATISTIC_PARAMETERS & Own>;
}

/** A statistic of the wells of a plate. */
interface StatisticDefinition<Params extends TObject>
  extends Pick<FunctionDefinition<Params>, "name" | "summary" | "citation" | "outputs" | "params"> {
  readonly version?: string;
  readonly run: (
    wells: WellsOfPlate,
    params: Static<Params>,
    environment: FunctionEnvironment,
  ) => Readonly<Record<string, Table>>;
}

/** Declares a reduction of the table of a plate's wells; `params` are made by {@link statisticParameters}. */
export function defineStatistic<Params extends TObject>({ run, ...rest }: StatisticDefinition<Params>) {
  return define({
    ...rest,
    scope: "reduce",
    inputs: { wells: { kind: "table", description: "One row per well" } },
    run(inputs, params, environment) {
      const wells = new WellsOfPlate(inputs, params as unknown as StatisticOptions);
      return { outputs: run(wells, params, environment) };
    },
  });
}

/** A score of wells: what replaces each value of a feature. */
interface ScoreDefinition<Params extends TObject>
  extends Omit<StatisticDefinition<Params>, "version" | "outputs" | "run"> {
  readonly unit: "percent" | "deviations";
  /** What a score is, for `columns.json`. */
  readonly definition: string;
  readonly scoresOf: (wells: WellsOfPlate, feature: string, params: Static<Params>) => Scores;
}

/** Declares a reduction that returns the table `wells` with every feature replaced by its score. */
export function defineScore<Params extends TObject>({ unit, definition, scoresOf, ...rest }: ScoreDefinition<Params>) {
  const description = `The same wells, features in ${unit}`;
  return defineStatistic({
    ...rest,
    outputs: { wells: { kind: "table", columns: ["Metadata_Withheld"], scores: { unit, definition }, description } },
    run: (wells, params) => ({ wells: wells.scored((feature) => scoresOf(wells, feature, params)) }),
  });
}
