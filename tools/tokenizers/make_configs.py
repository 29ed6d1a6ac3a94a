"""Writes tests/fixtures/tokenizers/configs.json: what `transformers` makes of tokenizer.json and tokenizer_config.json.

    python tools/tokenizers/make_configs.py

Each case changes the two files of a fixture and encodes a text with `AutoTokenizer`, as sentence-transformers does.
"""

import json
import tempfile
from pathlib import Path

from transformers import AutoTokenizer

ROOT = Path(__file__).parents[2]
HUB = ROOT / "tests/fixtures/hub/tabrank"
TEXT = "The TRAIN façade 東京 leaves [SEP] at <mask> NINE"

BERT = "tiny-bert-cross-encoder"
CASES = [
    (BERT, {}, {}),
    (BERT, {}, {"do_lower_case": False}),
    (BERT, {}, {"do_lower_case": False, "strip_accents": True}),
    (BERT, {}, {"strip_accents": False}),
    (BERT, {}, {"tokenize_chinese_chars": False}),
    (BERT, {}, {"do_lower_case": None}),
    (BERT, {}, {"do_lower_case": False, "tokenizer_class": "DistilBertTokenizerFast"}),
    (BERT, {}, {"do_lower_case": False, "tokenizer_class": "PreTrainedTokenizerFast"}),
    (BERT, {"added_tokens": []}, {}),
    (BERT, {}, {"added_tokens_decoder": {"1190": {"content": "train", "special": False, "normalized": True, "lstrip": True}}}),
    (BERT, {}, {"additional_special_tokens": ["façade"]}),
    ("tiny-jinabert-cross-encoder", {}, {}),
    ("tiny-jinabert-cross-encoder", {}, {"add_prefix_space": True}),
    ("tiny-xlmr-cross-encoder", {}, {}),
    ("tiny-xlmr-cross-encoder", {"added_tokens": []}, {}),
    ("tiny-deberta-cross-encoder", {}, {}),
    ("tiny-modernbert-cross-encoder", {}, {}),
    ("tiny-listwise", {}, {}),
    ("tiny-multimodal", {}, {}),
]


def encode(base: str, changes: dict, config_changes: dict) -> list[int]:
    tokenizer = json.loads((HUB / base / "tokenizer.json").read_text())
    config = json.loads((HUB / base / "tokenizer_config.json").read_text())
    config = {key: value for key, value in {**config, **config_changes}.items() if config_changes.get(key, 0) is not None}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "tokenizer.json").write_text(json.dumps({**tokenizer, **changes}))
        (Path(folder) / "tokenizer_config.json").write_text(json.dumps(config))
        (Path(folder) / "config.json").write_text((HUB / base / "config.json").read_text())
        return AutoTokenizer.from_pretrained(folder).encode(TEXT, add_special_tokens=False)


def main() -> None:
    cases = []
    for base, changes, config in CASES:
        try:
            cases.append({"base": base, "json": changes, "config": config, "ids": encode(base, changes, config)})
        except Exception as error:
            print(base, changes, config, repr(error)[:300])
    file = ROOT / "tests/fixtures/tokenizers/configs.json"
    file.write_text(json.dumps({"text": TEXT, "cases": cases}, ensure_ascii=False, indent=1) + "\n")


main()
