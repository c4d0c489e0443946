"""What the JSON schemas of OME-NGFF 0.6 say of documents of which one member at a time is removed or replaced.

    pip install ngff-zarr[validate]==0.50.0
    ngff_six.py

The schemas are those that `ngff-zarr` carries, since the specification itself is on no registry. The result is committed;
`packages/ngff/test/six.test.ts` compares the validator of `@ohcs/ngff` with it.
"""

import copy
import json
from pathlib import Path

import ngff_zarr
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

TARGET = Path(__file__).parents[2] / "packages/ngff/test/fixtures/six.json"
SCHEMAS = {
    path.stem: json.loads(path.read_text())
    for path in (Path(ngff_zarr.__file__).parent / "spec/0.6/schemas").glob("*.schema")
}
REGISTRY = Registry().with_resources([(one["$id"], Resource.from_contents(one)) for one in SCHEMAS.values()])

SPACE = [{"name": name, "type": "space", "unit": "micrometer"} for name in "zyx"]
SCALE = {"type": "scale", "scale": [1, 2, 0.5, 0.5]}
TRANSLATION = {"type": "translation", "translation": [0, 0, 5, 7]}
DATASET = {
    "path": "0",
    "coordinateTransformations": [
        {
            "type": "sequence",
            "input": {"path": "0"},
            "output": {"name": "intrinsic"},
            "transformations": [SCALE, TRANSLATION],
        }
    ],
}
IMAGE = {
    "version": "0.6",
    "multiscales": [
        {
            "name": "A01",
            "type": "mean",
            "metadata": {"method": "mean"},
            "coordinateSystems": [{"name": "intrinsic", "axes": [{"name": "c", "type": "channel"}, *SPACE]}],
            "datasets": [DATASET],
        }
    ],
    "omero": {
        "channels": [
            {"label": "DAPI", "color": "0000FF", "active": True, "window": {"min": 0, "max": 9, "start": 1, "end": 8}}
        ]
    },
}
PLATE = {
    "version": "0.6",
    "plate": {
        "name": "P",
        "rows": [{"name": "A"}, {"name": "B"}],
        "columns": [{"name": "1"}],
        "wells": [{"path": "B/1", "rowIndex": 1, "columnIndex": 0}],
        "field_count": 1,
        "acquisitions": [{"id": 0, "name": "first", "maximumfieldcount": 1}],
    },
}
WELL = {"version": "0.6", "well": {"images": [{"path": "0", "acquisition": 0}, {"path": "1", "acquisition": 0}]}}
LABEL = {
    "version": "0.6",
    "image-label": {"colors": [{"label-value": 1, "rgba": [0, 0, 0, 0]}], "source": {"image": "../../"}},
}
KINDS = {"image": ("image", IMAGE), "plate": ("plate", PLATE), "well": ("well", WELL), "image-label": ("label", LABEL)}
WRONG = [None, "", "x y", -1, 1.5, True, [], {}]


def places(value, path=()):
    yield path
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        yield from places(member, (*path, key))


def changed(document, path, *value):
    """The document with the member at `path` replaced by the value, or without it."""
    copied = copy.deepcopy(document)
    holder = copied
    for key in path[:-1]:
        holder = holder[key]
    if value:
        holder[path[-1]] = value[0]
    else:
        del holder[path[-1]]
    return copied


def verdicts(name, document):
    wrapped = {"ome": document}
    return [Draft202012Validator(SCHEMAS[one], registry=REGISTRY).is_valid(wrapped) for one in (name, f"strict_{name}")]


def cases(name, document):
    yield [[], *verdicts(name, document)]
    for path in places(document):
        if path == ():
            continue
        yield [list(path), *verdicts(name, changed(document, path))]
        for value in WRONG:
            yield [[*path, {"to": value}], *verdicts(name, changed(document, path, value))]


if __name__ == "__main__":
    found = {kind: {"document": document, "cases": list(cases(name, document))} for kind, (name, document) in KINDS.items()}
    lines = [
        f'"{kind}":{{"document":{json.dumps(one["document"])},"cases":[\n'
        + ",\n".join(json.dumps(case, separators=(",", ":")) for case in one["cases"])
        + "]}"
        for kind, one in found.items()
    ]
    TARGET.write_text("{" + ",\n".join(lines) + "}\n")
    print({kind: (len(one["cases"]), one["cases"][0][1:]) for kind, one in found.items()})
