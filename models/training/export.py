"""Weights to what ships: `python export.py [--run default]` writes models/*.onnx, models/manifest.json and the golden tensors."""

import argparse
import hashlib
import json
from pathlib import Path

import onnx

import golden
from conditions import AT, FIELDS
from export_groove import groove_graph
from export_hits import hits_graph
from groove_model import GrooveModel
from hits_model import HitsModel
from runs import trained
from vocabulary import STYLES, VOICES

MODELS = Path(__file__).resolve().parents[1]
VERSION = "2"


def shapes(values) -> dict[str, list[int]]:
    return {value.name: [axis.dim_value for axis in value.type.tensor_type.shape.dim] for value in values}


def entry(file: str, model: onnx.ModelProto) -> dict:
    """Writes the file; its line in the manifest."""
    data = model.SerializeToString()
    (MODELS / file).write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    inputs, outputs = shapes(model.graph.input), shapes(model.graph.output)
    return {"file": file, "bytes": len(data), "sha256": digest, "inputs": inputs, "outputs": outputs}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--run", default="default")
    run = parser.parse_args().run
    hits, groove = trained(HitsModel(), "hits", run), trained(GrooveModel(), "groove", run)
    manifest = {
        "version": VERSION,
        "credit": "Drum models trained on the Groove MIDI Dataset by Google LLC, CC BY 4.0, https://magenta.tensorflow.org/datasets/groove",
        "opset": 18,
        "voices": VOICES,
        "styles": STYLES,
        "condition": {name: {"at": AT[name], "size": size} for name, size in FIELDS.items()},
        "models": {
            "hits": entry("drum-hits.onnx", hits_graph(hits)),
            "groove": entry("drum-groove.onnx", groove_graph(groove)),
        },
    }
    (MODELS / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    golden.write(hits, groove)
    print({name: model["bytes"] for name, model in manifest["models"].items()})


if __name__ == "__main__":
    main()
