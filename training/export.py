"""Put a trained model into the package: `python -m training.export --run DIR [--model small]`.

Of a run that trained a low-rank correction, that alone is written: the packed weights beside it stay.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from safetensors.torch import load_file
from transformers import AutoConfig, AutoTokenizer

from contradict.nli import WEIGHTS
from contradict.packing import CORRECTION_NAME, load_packed, save_correction, save_packed
from training.train_nli import LOW_RANK_DOWN, LOW_RANK_UP


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="the folder of the run, with its checkpoint")
    parser.add_argument("--model", choices=("base", "small"), default="base", help="which of the packaged models it is")
    parser.add_argument("-o", "--output", type=Path, help="another folder than that of the packaged model")
    options = parser.parse_args()
    checkpoint, output = options.run / "checkpoint", options.output or WEIGHTS / f"nli-{options.model}"
    state = load_file(checkpoint / "model.safetensors")
    corrected = {
        name.replace(LOW_RANK_UP, ".weight"): (w, state[name.replace(LOW_RANK_UP, LOW_RANK_DOWN)])
        for name, w in state.items()
        if name.endswith(LOW_RANK_UP)
    }
    if corrected:
        corrects = json.loads((checkpoint / "state.json").read_text(encoding="utf-8"))["corrects"]
        save_correction(corrected, output, corrects)
        file = output / CORRECTION_NAME
        file.chmod(0o644)
        print(f"{file}: {file.stat().st_size / 1e6:.1f} MB")
        return
    output.mkdir(parents=True, exist_ok=True)
    save_packed(state, output)
    for file in output.glob("*.safetensors"):
        file.chmod(0o644)
    config = AutoConfig.from_pretrained(checkpoint)
    config.save_pretrained(output)
    tokenizer = AutoTokenizer.from_pretrained(checkpoint)
    tokenizer.backend_tokenizer.no_truncation()
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.save_pretrained(output)
    settings = json.loads((output / "tokenizer_config.json").read_text())
    here = ("is_local", "local_files_only", "max_length", "stride", "truncation_strategy", "pad_to_multiple_of")
    kept = {k: v for k, v in settings.items() if k not in here}
    (output / "tokenizer_config.json").write_text(json.dumps(kept, indent=2) + "\n")
    packed = load_packed(output)
    worst = max(float((packed[name] - w.float()).abs().max()) for name, w in state.items())
    print(
        f"{output}: {sum(f.stat().st_size for f in output.iterdir()) / 1e6:.1f} MB, largest rounding error {worst:.4f}"
    )


if __name__ == "__main__":
    main()
