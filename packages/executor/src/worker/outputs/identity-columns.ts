import type { Cell, PlaneKey, ProcessingContext, Table } from "@ohcs/context";

/**
 * The table with the columns that say whose it is in front: plate and well, and site, timepoint and channel where the
 * group has them. Columns that the function gave itself stay as they are; plate-level tables are left alone.
 */
export function withIdentity(table: Table, context: ProcessingContext, key: PlaneKey): Table {
  if (context.axis !== "well") return table;
  const identity: Readonly<Record<string, Cell | undefined>> = {
    Metadata_Plate: context.plateId,
    Metadata_Well: context.axisId,
    Metadata_Site: key.site,
    Metadata_Timepoint: key.timepoint,
    Metadata_Channel: key.channel,
  };
  const added = Object.entries(identity).filter(
    ([name, value]) => value !== undefined && !table.columns.includes(name),
  );
  const cells = added.map(([, value]) => value ?? null);
  return {
    columns: [...added.map(([name]) => name), ...table.columns],
    rows: table.rows.map((row) => [...cells, ...row]),
  };
}
