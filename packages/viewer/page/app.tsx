import { useEffect, useState } from "preact/hooks";
import type { ViewedPlate } from "../src/index.ts";
import { FieldPicker } from "./controls/field-picker.tsx";
import { PlateGrid } from "./controls/plate-grid.tsx";
import { FieldView } from "./field-view.tsx";
import { type Place, placeIn, rememberPlace } from "./place.ts";
import type { FieldImage, PlateSource } from "./sources/plate-source.ts";

interface ImagePickerProps {
  readonly names: readonly string[];
  readonly chosen: string | null;
  readonly onChoose: (name: string | null) => void;
}

/** The whole viewer: the plate at the left, one field of one well beside it. */
export function App({ open }: { readonly open: () => Promise<PlateSource> }) {
  const [source, setSource] = useState<PlateSource | null>(null);
  const [plate, setPlate] = useState<ViewedPlate | null>(null);
  const [place, setPlace] = useState<Place | null>(null);
  const [field, setField] = useState<{ readonly image: FieldImage; readonly place: Place } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const fail = (problem: unknown) => setError(problem instanceof Error ? problem.message : String(problem));

  useEffect(() => {
    const begin = async () => {
      const opened = await open();
      const found = await opened.plate();
      setSource(opened);
      setPlate(found);
      setPlace(placeIn(found));
      document.title = found.name;
    };
    begin().catch(fail);
  }, []);
  useEffect(() => {
    if (source === null || place === null) return;
    rememberPlace(place);
    let isCurrent = true;
    const show = (image: FieldImage) => {
      if (!isCurrent) return;
      setField({ image, place });
      setError(null);
    };
    source.field(place).then(show, (problem) => isCurrent && fail(problem));
    return () => {
      isCurrent = false;
    };
  }, [source, place?.well, place?.site, place?.image]);

  const wells = plate?.wells ?? [];
  const fields = wells.find(({ well }) => well === place?.well)?.fields ?? [];
  const choose = (well: string) => {
    const sites = wells.find((one) => one.well === well)?.fields.map(({ site }) => site) ?? [];
    const site = place !== null && sites.includes(place.site) ? place.site : (sites[0] ?? null);
    setPlace({ well, site, image: place?.image ?? null });
  };
  return (
    <>
      {error !== null && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      <nav aria-label="Plate">
        <h1>{plate?.name ?? "Opening the plate …"}</h1>
        {plate !== null && place !== null && <PlateGrid plate={plate} chosen={place.well} onChoose={choose} />}
        {plate !== null && place !== null && (
          <ImagePicker names={plate.images} chosen={place.image} onChoose={(image) => setPlace({ ...place, image })} />
        )}
        {place !== null && (
          <FieldPicker fields={fields} chosen={place.site} onChoose={(site) => setPlace({ ...place, site })} />
        )}
      </nav>
      {field !== null && (
        // Each kind of image has contrasts of its own.
        <FieldView key={field.place.image ?? ""} image={field.image} place={field.place} onError={fail} />
      )}
    </>
  );
}

/** The images of the plate, or what steps emit by name; nothing where there is no such thing. */
function ImagePicker({ names, chosen, onChoose }: ImagePickerProps) {
  if (names.length === 0) return null;
  return (
    <fieldset class="fields">
      <legend>Image</legend>
      {[null, ...names].map((name) => (
        <button type="button" key={name} aria-pressed={name === chosen} onClick={() => onChoose(name)}>
          {name ?? "plate"}
        </button>
      ))}
    </fieldset>
  );
}
