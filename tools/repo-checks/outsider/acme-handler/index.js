import { formatHandler, parsePattern, patternFormat } from "@ohcs/microscopes";

const NAMES = String.raw`(?:ZStep_(?<z>\d+)/)?[^/]*_(?<row>[A-Z]+)(?<col>\d{2})(?:_s(?<site>\d+))?(?:_w(?<ch>\d+))?\.TIF$`;

export const acme = formatHandler({
  ...patternFormat(parsePattern(NAMES)),
  name: "acme",
  version: "1.2.0",
  summary: "Plates of the microscopes of Acme",
});
