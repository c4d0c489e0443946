const WAVES = ["DAPI", "Cy3"];

export interface IncellPlane {
  readonly row: string;
  readonly column: number;
  readonly field: number;
  readonly wave: number;
}

/** Wells B3 and C4 with two fields and waves. */
export const incellPlanes: readonly IncellPlane[] = ["B", "C"].flatMap((row, i) =>
  [1, 2].flatMap((field) => [0, 1].map((wave) => ({ row, column: 3 + i, field, wave }))),
);

export function incellName({ row, column, field, wave }: IncellPlane): string {
  return `${row} - ${column}(fld ${field} wv ${WAVES[wave]} - ${WAVES[wave]}).tif`;
}

/** The `.xdce` file of these planes; y falls from row to row, so that it points up. */
export function incellXdce(): string {
  const images = incellPlanes.map((plane) => {
    const { row, column, field, wave } = plane;
    const [x, y] = [27_000 + 9000 * (column - 3) + 300 * field, -9000 * (column - 3)];
    return `<Image acquisition_time_ms="7" filename="${incellName(plane)}">
    <Well label="${row} - ${column}"><Row number="${row.charCodeAt(0) - 64}"/><Column number="${column}"/></Well>
    <FocusPosition unit="um" z="8491.5"/><PlatePosition_um x="${x}" y="${y}"/><Exposure time="${100 + wave}" unit="ms"/>
    <ExcitationFilter name="${WAVES[wave]}" wavelength="350"/><EmissionFilter name="${WAVES[wave]}" wavelength="455"/>
    <Identifier field_index="${field - 1}" time_index="0" wave_index="${wave}" z_index="0"/></Image>`;
  });
  return `<?xml version="1.0" encoding="ISO-8859-1" standalone="no"?><ImageStack>
  <AutoLeadAcquisitionProtocol name="20x"><ObjectiveCalibration magnification="20.0" numerical_aperture="0.45"
  objective_name="Nikon 20X/0.45" pixel_height="0.3250" pixel_width="0.3250" unit="\u00b5m"/>
  <Camera><Binning value="1 X 1"/></Camera><Plate columns="12" rows="8"/></AutoLeadAcquisitionProtocol>
  <Images number="8">${images.join("")}</Images></ImageStack>`;
}

/** A text in Latin-1. */
export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** All files of the plate; images are empty. */
export function incellPlate(): readonly (readonly [string, Uint8Array])[] {
  return [
    ...incellPlanes.map((plane) => [incellName(plane), new Uint8Array()] as const),
    ["plate.xdce", latin1(incellXdce())],
  ];
}
