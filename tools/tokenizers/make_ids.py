"""Writes tests/fixtures/tokenizers/*.json: how Python's `tokenizers` encodes the corpus, as a hash for each text.

    node scripts/fetch-weights.mjs      # and whatever else of scripts/tokenizers/tokenizers.json is at hand
    python tools/tokenizers/make_ids.py

One file for each entry of scripts/tokenizers/tokenizers.json whose tokenizer is found. `variants.json` holds tokenizers made from a
fixture by other components, so that every component and parameter is compared.
"""

import base64
import json
import subprocess
from pathlib import Path

from tokenizers import Tokenizer

ROOT = Path(__file__).parents[2]
# Texts that share a hash, except for the ids of whole tokenizers.
GROUP = 32
OUT = ROOT / "tests/fixtures/tokenizers"


def hash16(ids: list[int]) -> int:
    """FNV-1a over the ids, folded to 16 bits."""
    state = 0x811C9DC5
    for token in ids:
        for byte in token.to_bytes(4, "little"):
            state = ((state ^ byte) * 0x01000193) & 0xFFFFFFFF
    return (state ^ (state >> 16)) & 0xFFFF


def base64_of(hashes: list[int]) -> str:
    return base64.b64encode(b"".join(value.to_bytes(2, "little") for value in hashes)).decode()


def groups(lists: list[list[int]], together: int) -> str:
    """One hash for each group of lists, with the length of each list before it."""
    joined = [[n for part in lists[at : at + together] for n in [len(part), *part]] for at in range(0, len(lists), together)]
    return base64_of([hash16(numbers) for numbers in joined])


def record(tokenizer: Tokenizer, texts: list[str], together: int) -> dict:
    """Hashes of the ids, and of the UTF-8 of what the ids are decoded to."""
    tokenizer.no_truncation()
    tokenizer.no_padding()
    ids = [tokenizer.encode(text, add_special_tokens=False).ids for text in texts]
    decoded = [list(tokenizer.decode(part, skip_special_tokens=False).encode()) for part in ids]
    return {"ids": groups(ids, together), "decoded": groups(decoded, GROUP)}


def templates(tokenizer: Tokenizer) -> dict:
    """A text and a pair with special tokens."""
    single, pair = tokenizer.encode("query"), tokenizer.encode("query", "document")
    return {"single": single.ids, "pair": {"ids": pair.ids, "typeIds": pair.type_ids}}


def printed(script: str):
    run = subprocess.run(["node", f"scripts/tokenizers/{script}"], cwd=ROOT, capture_output=True, check=True)
    return json.loads(run.stdout)


def main() -> None:
    corpus = printed("corpus.mjs")
    texts = corpus["texts"]
    OUT.mkdir(parents=True, exist_ok=True)
    for name, folder in json.loads((ROOT / "scripts/tokenizers/tokenizers.json").read_text()).items():
        file = ROOT / folder / "tokenizer.json"
        if not file.exists():
            print(name, "not found")
            continue
        tokenizer = Tokenizer.from_file(str(file))
        entry = {**record(tokenizer, texts, 1), **templates(tokenizer)}
        entry["long"] = groups([tokenizer.encode(text, add_special_tokens=False).ids for text in corpus["long"]], 1)
        (OUT / f"{name}.json").write_text(json.dumps(entry) + "\n")
        print(name)
    variants = {
        name: record(Tokenizer.from_str(json.dumps(variant)), texts, GROUP)
        for name, variant in printed("variants.mjs").items()
    }
    (OUT / "variants.json").write_text(json.dumps(variants, indent=0) + "\n")


main()
